import type { Day } from '../../domain/account.ts';
import { isoToDay } from '../../domain/local-date.ts';
import { VERDICTS, type Verdict } from '../store.ts';

/** What a comment that is addressed to the agent asks for; the first word decides (CONTRACT section 7, Talking). */
export type Command =
  | { readonly kind: 'approve' | 'redraft' | 'status' | 'why' | 'resume' | 'help' }
  | { readonly kind: 'reject'; readonly reason: string }
  | { readonly kind: 'edit'; readonly body: string }
  | { readonly kind: 'snooze'; readonly days: number; readonly reason: string }
  | { readonly kind: 'pause'; readonly until: Day; readonly reason: string }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** The first word is known, the rest is not as it must be. */
  | { readonly kind: 'incomplete'; readonly word: string; readonly example: string }
  /** Understood as nothing we do: answered with help. */
  | { readonly kind: 'unknown'; readonly said: string };

/** Reads the text of a comment, mentions already taken out. Case, extra spaces and closing punctuation do not matter. */
export function readCommand(text: string): Command {
  const said = text.trim();
  const [first = ''] = said.split(/\s+/, 1);
  const rest = said.slice(first.length).trim();
  const word = plain(first);
  const verdict = VERDICTS.find((each) => each === word || plain(said.split(/\s+/, 2).join(' ')) === each);
  if (verdict !== undefined) return { kind: 'verdict', verdict };
  switch (word) {
    case 'approve':
    case 'redraft':
    case 'status':
    case 'why':
    case 'resume':
    case 'help':
      return { kind: word };
    case 'reject':
      return { kind: 'reject', reason: rest };
    case 'edit':
      return { kind: 'edit', body: rest };
    case 'snooze':
      return readSnooze(rest);
    case 'pause':
      return readPause(rest);
    default:
      return { kind: 'unknown', said };
  }
}

/** Quotes around and punctuation after a word are not part of it. */
const plain = (word: string): string => word.toLowerCase().replaceAll(/^[“"'`]+|[.,;:!?…”"'`]+$/g, '');

const LONGEST_SNOOZE_DAYS = 90;

function readSnooze(rest: string): Command {
  const match = /^(\d{1,3})\s*(d|days?|w|weeks?)\b[.,;:]?\s*(.*)$/is.exec(rest);
  const [, count = '', unit = '', reason = ''] = match ?? [];
  const days = Number(count) * (unit.toLowerCase().startsWith('w') ? 7 : 1);
  if (match === null || days < 1 || days > LONGEST_SNOOZE_DAYS)
    return { kind: 'incomplete', word: 'snooze', example: 'snooze 7d waiting for their import' };
  return { kind: 'snooze', days, reason: reason.trim() };
}

function readPause(rest: string): Command {
  const match = /^until\s+(\d{4}-\d{2}-\d{2})[.,;:]?\s*(.*)$/is.exec(rest);
  const [, date = '', reason = ''] = match ?? [];
  const until = isoToDay(date);
  if (until === null) return { kind: 'incomplete', word: 'pause', example: 'pause until 2027-01-15 budget freeze' };
  return { kind: 'pause', until, reason: reason.trim() };
}
