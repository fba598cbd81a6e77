import type { Instant } from '../domain/account.ts';
import { DAY_MS } from '../domain/duration.ts';
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
/** Whose standing task, in which list. */
export interface Place {
  readonly listId: string;
  readonly kind: StandingTaskKind;
  readonly ownerId: number;
}

/**
 * The key of the making of the task under which the next comment goes: a new task where the comment before it was refused, as it is
 * once a person has deleted the task. `last`: the key of that comment; null: there was none.
 */
export async function standingTaskAfter(
  store: Pick<Store, 'meta' | 'outbox'>,
  place: Place,
  last: string | null,
): Promise<string> {
  const key = await standingTaskKey(store, place);
  const isGone = last !== null && (await isRefused(store, last)) && (await madeAt(store, key)) !== null;
  return isGone ? renewed(store, place) : key;
}

/** Whether it was refused for good: nobody has seen it. */
export const isRefused = async ({ outbox }: Pick<Store, 'outbox'>, key: string): Promise<boolean> =>
  (await outbox.get(key))?.status === 'abandoned';

/** Whether the task is less than a day old: what is refused under such a one would get a new task with every try. */
export async function isNewlyMade(store: Pick<Store, 'meta' | 'outbox'>, place: Place, now: Instant): Promise<boolean> {
  const made = await madeAt(store, await standingTaskKey(store, place));
  return made !== null && now - made < DAY_MS;
}

async function madeAt({ outbox }: Pick<Store, 'outbox'>, key: string): Promise<Instant | null> {
  const row = await outbox.get(key);
  return row?.status === 'done' ? row.doneAt : null;
}

/** Its generation rises with each new task. */
async function standingTaskKey({ meta }: Pick<Store, 'meta'>, place: Place): Promise<string> {
  return keyOf(place, Number((await meta.get(generationMark(place))) ?? '1'));
}

async function renewed({ meta }: Pick<Store, 'meta'>, place: Place): Promise<string> {
  const mark = generationMark(place);
  const generation = Number((await meta.get(mark)) ?? '1') + 1;
  await meta.set(mark, String(generation));
  return keyOf(place, generation);
}

const generationMark = ({ listId, kind, ownerId }: Place): string => `standing.${kind}.${listId}.${ownerId}`;

const keyOf = ({ listId, kind, ownerId }: Place, generation: number): string =>
  `${kind}.${listId}.${ownerId}${generation === 1 ? '' : `.${generation}`}`;

/** Makes the task, once: with the same key again nothing is written. */
export function standingTask(
  key: string,
  listId: string,
  kind: StandingTaskKind,
  owner: Colleague,
  now: Instant,
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
