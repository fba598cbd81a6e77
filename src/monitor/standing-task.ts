import type { Colleague } from '../domain/owner.ts';
import type { Message } from './message.ts';
import { bold, paragraph } from './message.ts';
import { keyedLink, type Write } from './outbox.ts';
import type { Store } from './store.ts';

/** The one task of a person in the reports list under which digests, or notices to operations, stand as comments. */
export type StandingTaskKind = 'digest' | 'operations';

const NAMES: Readonly<Record<StandingTaskKind, (owner: Colleague) => string>> = {
  digest: ({ name }) => `Digest for ${name} · First Value Monitor`,
  operations: () => 'Operations · First Value Monitor',
};
const WORDS: Readonly<Record<StandingTaskKind, string>> = {
  digest:
    'Alerts that found no room in the day’s budget, and quieter signals: one comment a working day, none when there is nothing to say. Leave this task open.',
  operations: 'What needs somebody who looks after the feeds and the service: one comment each. Leave this task open.',
};
const LOW = 4;
const generationMark = (listId: string, kind: StandingTaskKind, ownerId: number): string =>
  `standing.${kind}.${listId}.${ownerId}`;

/** The key of the task's making; `generation` rises when a person has deleted the task. */
export async function standingTaskKey(
  { meta }: Pick<Store, 'meta'>,
  listId: string,
  kind: StandingTaskKind,
  ownerId: number,
): Promise<string> {
  const generation = Number((await meta.get(generationMark(listId, kind, ownerId))) ?? '1');
  const key = `${kind}.${listId}.${ownerId}`;
  return generation === 1 ? key : `${key}.${generation}`;
}

/** The task is gone: the next one asked for is a new one. */
export async function renewStandingTask(
  { meta }: Pick<Store, 'meta'>,
  listId: string,
  kind: StandingTaskKind,
  ownerId: number,
): Promise<void> {
  const mark = generationMark(listId, kind, ownerId);
  await meta.set(mark, String(Number((await meta.get(mark)) ?? '1') + 1));
}

/** Makes the task, once: with the same key again nothing is written. */
export function standingTask(
  key: string,
  listId: string,
  kind: StandingTaskKind,
  owner: Colleague,
  now: number,
): Write {
  const body: Message = [
    paragraph(bold(WORDS[kind])),
    // No account stands behind it, so the key hangs on ClickUp's own address.
    paragraph('First Value Monitor, an agent · ', keyedLink('ClickUp', 'https://app.clickup.com/', key)),
  ];
  return {
    key,
    accountKey: null,
    alertId: null,
    notBefore: now,
    after: null,
    kind: 'create_task',
    listId,
    name: NAMES[kind](owner),
    body,
    assigneeIds: [owner.id],
    priority: LOW,
    dueAt: null,
  };
}
