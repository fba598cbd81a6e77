import type { Account } from '../../domain/account.ts';
import type { FoundAnswer } from '../find-words.ts';
import { bold, bullet, code, type Message, paragraph } from '../message.ts';
import type { Command } from './command.ts';
import { nearestCommand } from './nearest-command.ts';
import { help } from './replies.ts';
import type { AnswerDeps, Saying } from './said.ts';
import { standing } from './standing.ts';
import { ownAccountsByDaysStuck } from './stuck-command.ts';
import type { Thought } from './thoughts.ts';

/**
 * Answers what is no command: by the model's words with the facts they rest on, or where there are none by the nearest command. On a
 * task that is no account nothing of any account is said but the asker's own list.
 */
export async function answerQuestion(
  deps: AnswerDeps,
  account: Account | null,
  saying: Saying,
  command: Command & { readonly kind: 'unknown' },
  thought: Thought | null,
): Promise<Message> {
  if (thought?.kind === 'answer' && thought.answer !== null) return answerWithReceipts(thought.answer);
  const nearest = nearestCommand(command.said);
  if (nearest === 'stuck') return [taken(nearest), ...(await ownAccountsByDaysStuck(deps, saying))];
  if (nearest === 'help' || account === null) return help(command);
  return [taken(nearest), ...(await standing(deps, account, nearest, saying.now))];
}

const taken = (nearest: string) =>
  paragraph('I take this as ', code(nearest), '; ', code('help'), ' lists all that I understand.');

const answerWithReceipts = ({ text, receipts }: FoundAnswer): Message => [
  paragraph(text),
  paragraph(bold('What it rests on:')),
  ...receipts.map((receipt) => bullet(receipt)),
  paragraph(bold('Nothing has changed: '), 'a model wrote this from these facts; ', code('why'), ' shows all of them.'),
];
