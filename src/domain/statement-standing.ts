import { type Clause, DETERMINER } from './statement-clauses.ts';
import {
  ABSTRACTIONS,
  DOORS,
  EQUIPMENT,
  FIGURES,
  isAttention,
  isMood,
  OUTSIDERS,
  PEOPLE,
  PREPARATIONS,
  PRODUCT,
} from './statement-nouns.ts';
import { phraseOf } from './statement-reading.ts';
import type { Finding, Setting } from './statement-finding.ts';
import { isLarge, isNumbering } from './statement-things.ts';
import { awaitsAnswer, isFileSync } from './statement-verticals.ts';
import type { Word } from './statement-words.ts';

/** What only *is*: `the sync is green`, `the team is happy`, `the file is available on a second device`. */

const BE = new Set('is are was were be been feels seems looks stays becomes become became'.split(' '));
const IN_PLACE = new Set(
  'ready live green correct active visible available complete done operational running functional accessible enabled present possible place up online clean empty set prepared populated current compliant synced'.split(
    ' ',
  ),
);
const WELL = new Set('complete completed done finished closed solved over back settled paid fixed clean'.split(' '));

/** `the channel has a logo`, `users have their aha moment`. */
function havingIn(words: readonly Word[]): Finding | null {
  const at = words.findIndex(
    ({ plain }, index) =>
      /^(has|have|had)$/.test(plain) &&
      (/^(access|accounts|credentials)$/.test(words[index + 1]?.plain ?? '') ||
        DETERMINER.has(words[index + 1]?.plain ?? '') ||
        /^\d+$/.test(words[index + 1]?.plain ?? '')),
  );
  if (at < 0) return null;
  const owned = phraseOf(words.slice(at + 1));
  if (owned.some(({ stem }) => ABSTRACTIONS.has(stem))) return { verdict: 'vague', because: 'feeling' };
  if (
    owned.some((word) => isAttention(word) || (PEOPLE.has(word.stem) && word.plain.endsWith('s'))) &&
    isLarge(words.slice(at + 1))
  )
    return { verdict: 'vanity', because: 'attention' };
  if (owned.some(({ stem }) => DOORS.has(stem))) return { verdict: 'login', because: 'door' };
  return isNumbering(owned) || owned.some(({ stem }) => PREPARATIONS.has(stem) || EQUIPMENT.has(stem))
    ? { verdict: 'setup', because: 'preparation' }
    : null;
}

/** What is at hand elsewhere than where it was made has arrived. */
const DEVICE = /^(device|computer|laptop|phone|machine|tablet|office|branch|person|colleague|teammate)$/;

/** `a contact becomes a customer`: what the work is for. */
const becomesOne = (words: readonly Word[], at: number): boolean =>
  /^(becomes?|became)$/.test(words[at]?.plain ?? '') &&
  /^(customers?|clients?|buyers?|subscribers?|opportunity|opportunities|deals?|orders?|leads?|sales?|hires?|bookings?)$/.test(
    phraseOf(words.slice(at + 1)).at(-1)?.plain ?? '',
  );

export function standingOf(clauses: readonly Clause[], { vertical }: Setting): Finding | null {
  for (const { words } of clauses.toReversed()) {
    const at = words.findIndex(({ plain }) => BE.has(plain));
    const state = words.slice(at + 1).find(({ plain }) => IN_PLACE.has(plain));
    const owned = havingIn(words);
    if (owned !== null) return owned;
    if (at < 0) continue;
    const subject = phraseOf(words.slice(0, at));
    if (subject.length > 0 && ABSTRACTIONS.has(subject.at(-1)?.stem ?? ''))
      return { verdict: 'vague', because: 'feeling' };
    if (becomesOne(words, at) && !subject.some(({ stem }) => PRODUCT.has(stem)))
      return { verdict: 'value', because: 'done' };
    if (
      isFileSync(vertical) &&
      new Set(words.filter(({ plain }) => DEVICE.test(plain)).map(({ plain }) => plain)).size > 1
    )
      return { verdict: 'value', because: 'seen_by_another' };
    if (subject.some(({ stem }) => FIGURES.has(stem))) return { verdict: 'vanity', because: 'figure' };
    if (words.slice(at + 1, at + 2).some(isMood)) return { verdict: 'vague', because: 'feeling' };
    if (subject.some(isAttention) && /^(up|down)$/.test(words[at + 1]?.plain ?? ''))
      return { verdict: 'vanity', because: 'attention' };
    if (phraseOf(words.slice(at + 1)).some(({ stem }) => ABSTRACTIONS.has(stem)) && state === undefined)
      return { verdict: 'vague', because: 'feeling' };
    if (state === undefined) {
      const people = subject.some(({ stem }) => PEOPLE.has(stem));
      const measured =
        isLarge(words.slice(at)) || /^(up|down|high|above|at|over|strong)$/.test(words[at + 1]?.plain ?? '');
      if (subject.some(isAttention) && (!people || isLarge(words)) && (measured || isLarge(words)))
        return { verdict: 'vanity', because: 'attention' };
      continue;
    }
    if (
      words.some(
        ({ plain }, index) => /^(second|another|other)$/.test(plain) && DEVICE.test(words[index + 1]?.plain ?? ''),
      )
    )
      return { verdict: 'value', because: 'seen_by_another' };
    const prepared = subject.some(({ stem }) => PREPARATIONS.has(stem));
    if (state.plain === 'live' && !prepared && !awaitsAnswer(vertical) && words.some(({ stem }) => OUTSIDERS.has(stem)))
      return { verdict: 'value', because: 'seen_by_another' };
    if (!prepared && WELL.has(state.plain)) return { verdict: 'value', because: 'done' };
    if (subject.some(isAttention) && state.plain === 'active') return { verdict: 'vanity', because: 'attention' };
    return { verdict: 'setup', because: 'preparation' };
  }
  return null;
}
