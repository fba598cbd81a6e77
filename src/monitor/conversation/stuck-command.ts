import { accountsOf } from '../accounts-of.ts';
import { bold, type Message, paragraph } from '../message.ts';
import { accountLine } from '../messages/account-line.ts';
import { plural } from '../words.ts';
import type { Saying } from './act.ts';
import type { AnswerDeps } from './answer-comment.ts';
import { judgeNow, type JudgedNow } from './judge-now.ts';

const LONGEST_LIST = 25;

/** The asker's own accounts that are still on their way, the longest without progress first. */
export async function ownAccountsByDaysStuck(deps: AnswerDeps, { person, now }: Saying): Promise<Message> {
  const own = await accountsOf(deps.store, person.id);
  if (own.length === 0) return [paragraph('You are the CSM of none of the accounts that I watch.')];
  const open = (await judgeNow(deps, own, now)).filter(isOnItsWay).sort(byDaysStuck);
  if (open.length === 0)
    return [paragraph(`None of your ${plural(own.length, 'account')} is on its way at the moment.`)];
  const more = open.length - LONGEST_LIST;
  return [
    paragraph(bold(`Your ${plural(open.length, 'account')} on the way to first value, by days without progress:`)),
    ...open.slice(0, LONGEST_LIST).map(({ account, verdict }) => accountLine(account, verdict)),
    ...(more > 0 ? [paragraph(`And ${more} more with fewer days.`)] : []),
  ];
}

const isOnItsWay = ({ verdict }: JudgedNow): boolean => !['reached', 'left', 'excluded'].includes(verdict.state);

const byDaysStuck = (a: JudgedNow, b: JudgedNow): number =>
  (b.verdict.daysStuck ?? 0) - (a.verdict.daysStuck ?? 0) || (a.account.name < b.account.name ? -1 : 1);
