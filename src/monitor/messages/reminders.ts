import type { Account } from '../../domain/account.ts';
import type { Colleague } from '../../domain/owner.ts';
import { bold, code, type Message, mention, paragraph, text } from '../message.ts';
import { plural } from '../words.ts';
import { type AlertFactsForPeople, KIND_IN_WORDS, stuckInWords } from './alert-facts.ts';
import { signature } from './signature.ts';

/** In the alert task's thread, once: the CSM is called again, since nobody has touched it. */
export function calledAgain(facts: AlertFactsForPeople, key: string, days: number): Message {
  const { owner, account, kind, move } = facts;
  return [
    paragraph(
      mention(owner),
      text(' '),
      bold(`Still open after ${plural(days, 'working day')}. ${account.name}: ${KIND_IN_WORDS[kind]}. `),
      `Stuck for ${stuckInWords(facts)}.`,
    ),
    paragraph(bold('First move: '), move.moves[0] ?? ''),
    paragraph(
      'Any comment, or ',
      code('snooze 7d REASON'),
      ', tells me that it is in hand. ',
      ...signature(account, key),
    ),
  ];
}

/** In the same thread, once: the lead is called to an alert that its CSM has not touched. */
export function leadCalled(facts: AlertFactsForPeople, lead: Colleague, key: string, days: number): Message {
  const { owner, account, kind } = facts;
  return [
    paragraph(
      mention(lead),
      text(' '),
      bold(`Nobody has touched this alert for ${plural(days, 'working day')}. `),
      `${account.name}: ${KIND_IN_WORDS[kind]}. Stuck for ${stuckInWords(facts)}; it is with ${owner.name}.`,
    ),
    paragraph('I call nobody again about it. ', ...signature(account, key)),
  ];
}

/** In the draft's own thread, once: it still waits for its answer. */
export function draftRecalled(account: Account, asked: Colleague, statement: string, key: string): Message {
  return [
    paragraph(
      mention(asked),
      text(' '),
      bold(`The milestone of ${account.name} still waits for you: `),
      `“${statement}”. `,
      code('approve'),
      ', ',
      code('edit'),
      ' or ',
      code('reject REASON'),
      ' in this thread.',
    ),
    paragraph('Until then the account is judged by the events that count as core use. ', ...signature(account, key)),
  ];
}

export function leadCalledToDraft(
  account: Account,
  lead: Colleague,
  asked: Colleague | null,
  days: number,
  key: string,
): Message {
  const whom = asked === null || asked.id === lead.id ? '' : `, for ${asked.name}`;
  return [
    paragraph(
      mention(lead),
      text(' '),
      bold(`The milestone of ${account.name} has waited for an answer for ${plural(days, 'working day')}${whom}. `),
      'Whoever is mentioned here may answer: ',
      code('approve'),
      ', ',
      code('edit'),
      ' or ',
      code('reject REASON'),
      '.',
    ),
    paragraph('I call nobody again about it. ', ...signature(account, key)),
  ];
}
