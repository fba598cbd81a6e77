import type { Account } from '../../domain/account.ts';
import { stuckOn } from '../../domain/alert.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { stateInWords } from '../../domain/standing-words.ts';
import { bold, bullet, type Line, link } from '../message.ts';
import { plural } from '../words.ts';

/** One account in a list: its task, days stuck, on what, and its state in words. */
export function accountLine(account: Account, verdict: Assessment): Line {
  const name = account.taskUrl === null ? bold(account.name) : link(account.name, account.taskUrl);
  const step = stuckOn(verdict);
  const at = step === null ? '' : ` at “${step}”`;
  return bullet(name, `: ${plural(verdict.daysStuck ?? 0, 'day')}${at} · ${stateInWords(verdict)}`);
}
