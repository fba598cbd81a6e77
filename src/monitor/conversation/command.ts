import type { Day } from '../../domain/account.ts';
import { isoToDay } from '../../domain/local-date.ts';
import { VERDICTS, type Verdict } from '../alert-store.ts';

/** What a comment that is addressed to the agent asks for; the first word decides (CONTRACT section 7, Talking). */
export type Command =
  | { readonly kind: PlainWord }
  | { readonly kind: 'reject'; readonly reason: string }
  | { readonly kind: 'not reached'; readonly reason: string }
  | { readonly kind: 'edit'; readonly body: string }
  | { readonly kind: 'snooze'; readonly days: number; readonly reason: string }
  | { readonly kind: 'pause'; readonly until: Day; readonly reason: string }
  | { readonly kind: 'reached'; readonly on: Day }
  | { readonly kind: 'retract'; readonly messageId: string; readonly reason: string }
  | { readonly kind: 'away'; readonly until: Day }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** The first word is known, the rest is not as it must be. */
  | { readonly kind: 'incomplete'; readonly word: string; readonly example: string; readonly why?: string }
  /** Understood as nothing we do: answered with help. */
  | { readonly kind: 'unknown'; readonly said: string };

/** Words that need nothing after them. */
const PLAIN_WORDS = ['approve', 'redraft', 'status', 'why', 'resume', 'back', 'stuck', 'help'] as const;
type PlainWord = (typeof PLAIN_WORDS)[number];

/** What follows the first word, for the words that need it. */
const READERS: Readonly<Record<string, (rest: string) => Command>> = {
  reject: (rest) => ({ kind: 'reject', reason: rest }),
  edit: (rest) => ({ kind: 'edit', body: rest }),
  snooze: readSnooze,
  pause: readPause,
  reached: readReached,
  'not reached': (rest) => ({ kind: 'not reached', reason: withoutLead(rest) }),
  retract: readRetract,
  away: readAway,
};

/**
 * Reads the text of a comment, mentions already taken out. Case, extra spaces and closing punctuation do not matter, nor do
 * emoji and Markdown around a word; quoted lines at the beginning are somebody else's words.
 */
export function readCommand(text: string): Command {
  const own = text.replaceAll(INVISIBLE, '').replace(/^(?:\s*>[^\n]*(?:\n|$))+/, '');
  // Behind a mention people write a comma or a colon: "@Agent, approve".
  const said = own.replace(/^[^\p{L}\p{N}“"'`]+/u, '').trim();
  const [first = '', second = ''] = said.split(/\s+/, 2);
  const word = plain(first);
  const two = plain(`${first} ${second}`);
  const verdict = VERDICTS.find((each) => each === word || each === two);
  if (verdict !== undefined) return { kind: 'verdict', verdict };
  const bare = PLAIN_WORDS.find((each) => each === word);
  if (bare !== undefined) return { kind: bare };
  if (Object.hasOwn(READERS, two)) return READERS[two]?.(restAfter(said, 2)) ?? { kind: 'unknown', said };
  if (Object.hasOwn(READERS, word)) return READERS[word]?.(restAfter(said, 1)) ?? { kind: 'unknown', said };
  return { kind: 'unknown', said };
}

const restAfter = (said: string, words: number): string =>
  said.replace(new RegExp(`^(?:\\S+\\s*){${words}}`), '').trim();

/** Zero-width spaces and the like, which come along when text is copied. */
const INVISIBLE = /[\u200B\u200E\u200F\u2060\uFEFF\u00AD]/g;

/** Whatever stands around a word that is neither letter nor digit is not part of it. */
const plain = (word: string): string =>
  word.toLowerCase().replaceAll(/^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, '');

const withoutLead = (text: string): string => text.replace(/^[\s,;:–—-]+/, '');

/** Punctuation closes what was said before. */
const withoutStops = (text: string): string => text.replace(/^[.,;:!]+/, '').trim();

const incomplete = (word: string, example: string, why: string | null = null): Command => ({
  kind: 'incomplete',
  word,
  example,
  ...(why === null ? {} : { why }),
});

const LONGEST_SNOOZE_DAYS = 90;

function readSnooze(rest: string): Command {
  const match = /^(\d{1,3})\s*(d|days?|w|weeks?)\b(.*)$/is.exec(rest);
  const [, count = '', unit = '', reason = ''] = match ?? [];
  const days = Number(count) * (unit.toLowerCase().startsWith('w') ? 7 : 1);
  const example = 'snooze 7d waiting for their import';
  if (match === null || days < 1) return incomplete('snooze', example);
  if (days > LONGEST_SNOOZE_DAYS)
    return incomplete('snooze', example, `Alerts rest for ${LONGEST_SNOOZE_DAYS} days at most.`);
  return { kind: 'snooze', days, reason: withoutStops(reason) };
}

function readPause(rest: string): Command {
  const { day, after, why } = dateIn(rest, /^until\s+/i);
  if (day === null) return incomplete('pause', 'pause until 2027-01-15 budget freeze', why);
  return { kind: 'pause', until: day, reason: after };
}

function readReached(rest: string): Command {
  const { day, why } = dateIn(rest, /^(?:on\s+)?/i);
  return day === null ? incomplete('reached', 'reached 2026-11-20', why) : { kind: 'reached', on: day };
}

function readAway(rest: string): Command {
  const { day, why } = dateIn(rest, /^until\s+/i);
  return day === null ? incomplete('away', 'away until 2027-01-15', why) : { kind: 'away', until: day };
}

/** An event's id is taken as it stands, save for quotes around it and punctuation after it. */
function readRetract(rest: string): Command {
  const [first = ''] = rest.split(/\s+/, 1);
  const messageId = first.replaceAll(/^[“"'`]+|(?<![.,;:!?…”"'`])[.,;:!?…”"'`]+$/g, '');
  const reason = withoutLead(rest.slice(first.length)).trim();
  if (messageId === '' || reason === '') return incomplete('retract', 'retract MESSAGE_ID it was a test run');
  return { kind: 'retract', messageId, reason };
}

interface WrittenDate {
  readonly day: Day | null;
  /** What comes after the date. */
  readonly after: string;
  /** What is wrong with it, where more can be said than that it is missing. */
  readonly why: string | null;
}

/** A date `2027-01-15` behind these words. */
function dateIn(rest: string, before: RegExp): WrittenDate {
  const lead = before.exec(rest);
  const match = lead === null ? null : /^(\d{4}-\d{2}-\d{2})(?!\w)(.*)$/s.exec(rest.slice(lead[0].length));
  const [, written = '', after = ''] = match ?? [];
  const day = match === null ? null : isoToDay(written);
  return { day, after: withoutStops(after), why: match !== null && day === null ? `There is no ${written}.` : null };
}
