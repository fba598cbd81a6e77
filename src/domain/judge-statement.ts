import { claimsOf, type Clause, type Claims } from './statement-clauses.ts';
import { ABSTRACTIONS, FIGURES, isAttention, PRAISE, PREPARATIONS, REALITY } from './statement-nouns.ts';
import { type Happening, happeningsOf, phraseOf } from './statement-reading.ts';
import type { Finding, Setting } from './statement-finding.ts';
import { judgeHappening } from './statement-happening.ts';
import { figureOf, isFigure, isPerson, NUMBER, PERSONS } from './statement-figures.ts';
import { standingOf } from './statement-standing.ts';
import { isDoor, isNumbering } from './statement-things.ts';

import { stretchesOf, type Word } from './statement-words.ts';
import { adviceOn, type Verdict } from './statement-advice.ts';

/** The product-truth linter (METHOD section 10): would a customer who reached this, and nothing else, have what was promised? */

export interface Judgement {
  readonly verdict: Verdict;
  readonly pass: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
  /** What would make it pass; empty when it does. */
  readonly mend: string;
}

/** Longer texts are no single event; reading them is not tried. */
export const MAX_STATEMENT_LENGTH = 400;

/**
 * Judges one milestone statement.
 * @param vertical id of a playbook or any other word for the product's trade; null or unknown: the general rules alone
 */
export function judgeStatement(text: string, vertical: string | null): Judgement {
  const { verdict, because } = findingOf(text, vertical);
  return { verdict, pass: verdict === 'value', ...adviceOn(verdict, because) };
}

function findingOf(text: string, vertical: string | null): Finding {
  if (text.length > MAX_STATEMENT_LENGTH) return { verdict: 'vague', because: 'too_long' };
  const stretches = stretchesOf(text);
  const claims = claimsOf(stretches);
  if (claims.clauses.length === 0) return { verdict: 'vague', because: 'no_event' };
  const setting: Setting = { vertical, claims, all: stretches.flat() };
  const counted = figureOf(claims.clauses);
  const happenings = claims.clauses.flatMap((clause, at) => happeningsOf(clause, claims.clauses[at - 1] ?? null));
  const findings = happenings.map((happening) => ({ happening, finding: judgeHappening(happening, setting) }));
  const doors = findings.find(
    ({ finding, happening }) => !happening.weak && happening.deed === 'login' && finding.verdict === 'login',
  );
  if (counted !== null) return doors !== undefined && counted.because === 'figure' ? doors.finding : counted;
  return decide(findings, claims, setting);
}

interface Judged {
  readonly happening: Happening;
  readonly finding: Finding;
}

/** Value that was really claimed wins; else what was claimed last, for that is how far the account has come. */
function decide(findings: readonly Judged[], claims: Claims, setting: Setting): Finding {
  const strong = findings.filter(({ happening }) => !happening.weak).map(({ finding }) => finding);
  const known = findings.filter(({ happening }) => !happening.weak && happening.deed !== 'unknown');
  // A verb that we do not know is worth what the known ones beside it are worth.
  const counted = known.length > 0 ? known.map(({ finding }) => finding) : strong;
  const value = counted.find(({ verdict }) => verdict === 'value');
  if (value !== undefined) return claims.denied ? { verdict: 'setup', because: 'unfinished' } : value;
  const standing = standingOf(claims.clauses, setting);
  if (standing?.verdict === 'value' && !claims.denied) return standing;
  const last = counted.findLast(({ verdict }) => verdict !== 'vague') ?? counted.at(-1);
  if (standing !== null && (last === undefined || last.verdict === 'vague')) return standing;
  if (last !== undefined) return last;
  const weak = findings.map(({ finding }) => finding);
  const named = namedOf(claims.clauses, setting, weak) ?? weak.at(-1);
  return (
    named ?? (claims.denied ? { verdict: 'setup', because: 'unfinished' } : { verdict: 'vague', because: 'no_event' })
  );
}

/** Without a verb, the noun says what it is: `First login within a day`, `Number of followers`. */
function namedOf(clauses: readonly Clause[], setting: Setting, weak: readonly Finding[]): Finding | null {
  const words = clauses[0]?.words ?? [];
  const subject = phraseOf(words);
  const head = subject.at(-1);
  if (head === undefined) return null;
  const has = (set: ReadonlySet<string>): boolean => subject.some(({ stem }: Word) => set.has(stem));
  if (PRAISE.has(subject[0]?.plain ?? '')) return { verdict: 'vague', because: 'no_event' };
  if ((isFigure(words.at(-1)) && !isNumbering(words.slice(-2))) || words.some(({ plain }) => plain === 'percent'))
    return { verdict: 'vanity', because: 'figure' };
  if (/^(registered|active|signup)$/.test(subject[0]?.plain ?? '') && subject.some(({ plain }) => PERSONS.test(plain)))
    return { verdict: 'vanity', because: 'figure' };
  if (PERSONS.test(head.plain) && words.some(({ plain }) => NUMBER.test(plain) || plain === 'of'))
    return { verdict: 'vanity', because: 'figure' };
  if (/^(signups|registrations|logins)$/.test(head.plain) && has(ENTRIES))
    return { verdict: 'vanity', because: 'figure' };
  if (isDoor(subject, setting) || (/^success/.test(head.plain) && isDoor(subject.slice(0, -1), setting)))
    return { verdict: 'login', because: 'door' };
  if (ABSTRACTIONS.has(head.stem)) return { verdict: 'vague', because: 'no_event' };
  const said = words.some(({ plain }) => /^(is|are|was|were|feel|have|has)$/.test(plain));
  if (subject.some((word) => isAttention(word) && !(said && isPerson(word))) || has(FIGURES) || has(ENTRIES))
    return { verdict: 'vanity', because: 'attention' };
  if (has(PREPARATIONS)) return { verdict: 'setup', because: 'preparation' };
  if (has(REALITY) || words.some(({ stem }) => REALITY.has(stem))) return { verdict: 'value', because: 'own_data' };
  return nominal(head, words, setting) ?? weak.at(-1) ?? null;
}

/** `sign-up conversion`: people who came in, counted. */
const ENTRIES: ReadonlySet<string> = new Set(['signup', 'registr']);

const nominal = (head: Word, words: readonly Word[], setting: Setting): Finding | null => {
  if (!NAMED_OUTCOMES.has(head.plain)) return null;
  const object = words.slice(words.indexOf(head) + 1);
  const verb = { plain: `${head.plain}`, stem: head.stem };
  return judgeHappening(
    {
      deed: 'finish',
      verb,
      object: object[0]?.plain === 'of' ? phraseOf(object.slice(1)) : [head],
      actor: [],
      clause: words,
      after: object,
      weak: false,
    },
    setting,
  );
};

const NAMED_OUTCOMES = new Set(
  'booking payment order transaction sale purchase deal reply hire deployment delivery conversion approval completion resolution closure settlement payout refund donation reservation signature renewal win fix response answer rollout release transfer call request run'.split(
    ' ',
  ),
);
