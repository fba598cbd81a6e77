import type { Account, Instant } from '../../domain/account.ts';
import type { Member } from '../board.ts';
import type { Crew } from '../keep-accounts.ts';
import type { Message } from '../message.ts';
import { isCalledToDraft } from '../recall-drafts.ts';
import { noteTouch } from '../touch.ts';
import { comeBack, goAway } from './absence-commands.ts';
import { answerQuestion } from './answer-question.ts';
import { type Command, readCommand } from './command.ts';
import { permissionFor } from './permission.ts';
import { approve, edit, redraft, reject } from './plan-commands.ts';
import { help, incomplete, mayNot, noAccount } from './replies.ts';
import { judgeAlert, pause, resume, snooze } from './rest-commands.ts';
import { standing } from './standing.ts';
import { ownAccountsByDaysStuck } from './stuck-command.ts';
import { denyValue, recordValue, withdrawEvent } from './value-commands.ts';
import type { AnswerDeps, Said, Saying } from './said.ts';
import type { Thought } from './thoughts.ts';

/** Does what a member says, and returns what to answer. */
export async function obey(
  deps: AnswerDeps,
  crew: Crew,
  { comment, account }: Said,
  person: Member,
  now: Instant,
  thought: Thought | null,
): Promise<Message | null> {
  const command = readCommand(comment.text);
  const saying = { person, comment, now };
  switch (command.kind) {
    case 'help':
      return help(command);
    case 'unknown':
      return answerQuestion(deps, account, saying, command, thought);
    case 'incomplete':
      return incomplete(command);
    case 'away':
      return goAway(deps, crew, saying, command.until);
    case 'back':
      return comeBack(deps, saying);
    case 'stuck':
      return ownAccountsByDaysStuck(deps, saying);
    default:
      return account === null ? noAccount() : perform(deps, crew, command, account, saying, thought);
  }
}

/** Whoever says one of these has the account's alert in hand, wherever they say it. */
const ANSWERS_AN_ALERT: ReadonlySet<Command['kind']> = new Set(['snooze', 'pause', 'resume', 'reached', 'not reached']);

/** What is said about one account, by those who may. */
async function perform(
  deps: AnswerDeps,
  crew: Crew,
  command: Command,
  account: Account,
  saying: Saying,
  thought: Thought | null,
): Promise<Message> {
  const isCalled = await isCalledToDraft(deps, account, saying.person.id);
  const permission = permissionFor(command, saying.person, account, deps.rules, crew, isCalled);
  if (permission.kind === 'may_not') return mayNot(command, permission.who);
  const act = { ...saying, account };
  if (ANSWERS_AN_ALERT.has(command.kind))
    await noteTouch(deps.store, { accountKey: account.key, alertId: null }, saying.comment.at, false);
  switch (command.kind) {
    case 'approve':
      return approve(deps, act);
    case 'reject':
      return reject(deps, act, command.reason);
    case 'edit':
      return edit(deps, act, command.body, thought?.kind === 'edit' ? thought.lines : null);
    case 'redraft':
      return redraft(deps, act);
    case 'snooze':
      return snooze(deps, act, command.days, command.reason);
    case 'pause':
      return pause(deps, act, command.until, command.reason);
    case 'resume':
      return resume(deps, act);
    case 'reached':
      return recordValue(deps, act, command.on);
    case 'not reached':
      return denyValue(deps, act, command.reason);
    case 'retract':
      return withdrawEvent(deps, act, command.messageId, command.reason);
    case 'verdict':
      return judgeAlert(deps, act, command.verdict);
    case 'status':
    case 'why':
      return standing(deps, account, command.kind, saying.now);
    default:
      return help(command);
  }
}
