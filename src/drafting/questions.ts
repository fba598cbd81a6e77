import type { ReadEvent } from '../domain/draft-event-nature.ts';
import type { DraftOutcome } from '../domain/drafting.ts';
import type { Candidate } from './milestone-candidates.ts';
import type { Reading } from './reading.ts';

/** The one question that a lead must answer before a plan can be drafted, each with its reason. */

type Question = Extract<DraftOutcome, { kind: 'question' }>;

const ask = (question: string, because: string): Question => ({ kind: 'question', question, because });

export function askForCatalogue({ request: { account, product } }: Reading): Question {
  return ask(
    `Which event does ${product.name} send when ${account.name} gets what it bought it for?`,
    'The catalogue lists no event, so nothing could be observed. Add it to config/catalog.yaml, then say redraft.',
  );
}

/** Two verticals fit, and the milestone depends on which it is. */
export function askWhich(first: Candidate, second: Candidate, { request: { account } }: Reading): Question {
  return ask(
    `What must ${account.name} see first: ${purpose(first)}, or ${purpose(second)}?`,
    `Use case and events fit ${first.playbook.name} and ${second.playbook.name} alike, and first value is another event in each.`,
  );
}

/** The vertical is unclear, but the catalogue holds finished work. */
export function askForPurpose(reading: Reading): Question {
  const { account, product } = reading.request;
  const finished = reading.events.filter(({ nature }) => nature === 'outcome').slice(0, 3);
  const choice = finished.length === 0 ? '' : ` For example ${listOf(finished)}?`;
  return ask(
    `What must happen at ${account.name} so that they say ${product.name} does what they bought it for?${choice}`,
    'Use case and goals do not say what the account wants done, or name nothing that the events of the catalogue show.',
  );
}

export function askForEvent(reading: Reading, vertical: string | null): Question {
  const { account, product } = reading.request;
  const said = account.goals?.trim() || account.useCase?.trim();
  const goal = said ? ` (“${said}”)` : '';
  const kind = vertical === null ? '' : ` First value in ${vertical.toLowerCase()} is work that has come to its end.`;
  return ask(
    `Which event of ${product.name} shows that ${account.name} has reached its goal${goal}?`,
    `No event of the catalogue shows finished work: they are about signing in, setting up, looking around or beginning.${kind}`,
  );
}

export function askAfterRefusal(reading: Reading): Question {
  const { account, rejected } = reading.request;
  const last = rejected.at(-1);
  return ask(
    `Which event would ${account.name} itself call the moment it paid off?`,
    `“${last?.statement ?? ''}” was refused (“${last?.reason ?? ''}”), and no other event of the catalogue carries value for this account.`,
  );
}

const purpose = ({ playbook, event }: Candidate): string => `${playbook.name.toLowerCase()} (${event.event.name})`;

const listOf = (events: readonly ReadEvent[]): string => events.map(({ event }) => event.name).join(', ');
