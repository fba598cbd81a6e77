import { z } from 'zod';
import type { Instant } from '../domain/account.ts';
import type { Sighting } from '../monitor/observations.ts';
import { Id, Millis, UserId } from './wire.ts';
import { fieldsOf, readUserId } from './wire-hand.ts';

/**
 * What a delivery shows of how this workspace behaves where ClickUp's documents are silent (API notes, section 14). It only
 * looks: what is done about a delivery is decided elsewhere and copes with either way.
 */

const Person = z.object({ id: UserId });
const Tag = z.object({ type: z.literal('tag'), user: z.looseObject({ id: z.union([z.number(), z.string()]) }) });
const Comment = z.object({
  id: Id,
  parent: Id.nullish().catch(null),
  type: z.unknown().optional(),
  comment: z.array(z.unknown()).nullish().catch(null),
});
const Item = z.object({
  id: Id.nullish().catch(null),
  date: Millis.nullish().catch(null),
  field: z.string().catch(''),
  source: z.unknown().optional(),
  user: Person.nullish().catch(null),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  comment: Comment.nullish().catch(null),
  parent_comment: z.unknown().optional(),
});
type Item = z.infer<typeof Item>;
const Body = z.object({
  event: z.string(),
  task_id: Id.nullish().catch(null),
  history_items: z.array(z.unknown()).nullish().catch(null),
});
type Body = z.infer<typeof Body>;

/** A delivery that ClickUp is proved to have sent. */
export interface SignedBody {
  readonly json: unknown;
  /** The same for the same bytes, and for no others: their signature. */
  readonly mark: string;
  /** False: it tells of no change. */
  readonly isOfUse: boolean;
}

/** The things of earlier deliveries that later ones are compared with; the oldest are forgotten. */
export interface DeliveryMemory {
  /** History id with which a comment was first told. */
  readonly histories: Map<string, string>;
  /** When the agent created a task, and when it was told to have assigned one. */
  readonly created: Map<string, Instant>;
  readonly assigned: Map<string, Instant>;
  /** When these very bytes came, by their mark. */
  readonly bodies: Map<string, Instant>;
}

export const newDeliveryMemory = (): DeliveryMemory => ({
  histories: new Map(),
  created: new Map(),
  assigned: new Map(),
  bodies: new Map(),
});

/** At least; twice as many at most. */
const REMEMBERED = 500;

/**
 * What one signed delivery shows; the memory is brought up to date.
 * @param agentId the seat of our token: its own acts are the ones made through the API
 */
export function watchDelivery(
  { json, mark, isOfUse }: SignedBody,
  agentId: number,
  memory: DeliveryMemory,
  now: Instant,
): readonly Sighting[] {
  if (!isOfUse) return [...repeated(mark, memory, now), { topic: 'unusable_delivery', way: whatLacksIn(json) }];
  const body = Body.safeParse(json);
  if (!body.success) return [];
  const items = (body.data.history_items ?? [])
    .filter((item) => maySayMore(item, body.data.event))
    .flatMap((item) => Item.safeParse(item).data ?? []);
  return [
    ...repeated(mark, memory, now),
    ...items.flatMap((item) => itemTraits(item, body.data, agentId)),
    ...items.flatMap((item) => editTraits(item, body.data.event, memory)),
    ...items.flatMap((item) => creationTraits(item, body.data, agentId, memory)),
  ];
}

/** Of few ways, whatever is sent. */
function whatLacksIn(json: unknown): string {
  const body = fieldsOf(json);
  if (body === null) return 'no object';
  const { event } = body;
  if (typeof event !== 'string' || event === '') return 'without an event';
  return `${/^[A-Za-z]{1,40}$/.test(event) ? event : 'another event'} without an id`;
}

const TELLING_FIELDS: ReadonlySet<unknown> = new Set(['assignee_add', 'assignee_rem', 'task_creation']);

/** A coarse sieve, since most items are of no interest here and reading one by its schema takes its time. */
function maySayMore(value: unknown, event: string): boolean {
  const item = fieldsOf(value);
  if (item === null) return false;
  const isTold = event === 'taskUpdated' && item.source !== undefined;
  const actor = readUserId(fieldsOf(item.user)?.id) ?? 0;
  return isTold || TELLING_FIELDS.has(item.field) || actor < 0 || fieldsOf(item.comment) !== null;
}

/** What one history item shows by itself. */
function itemTraits(item: Item, { event, task_id: taskId }: Body, agentId: number): readonly Sighting[] {
  const sightings: Sighting[] = [];
  if (item.comment) sightings.push(...commentTraits(item, event, taskId ?? null));
  if (item.field === 'assignee_rem') sightings.push(...removedTraits(item));
  if ((item.user?.id ?? 0) < 0) sightings.push({ topic: 'super_agents', way: 'acted' });
  // Each act is told several times; `taskUpdated` is the telling that nearly all share.
  if (event === 'taskUpdated' && item.source !== undefined)
    sightings.push({
      topic: 'change_source',
      way: `${item.user?.id === agentId ? 'agent' : 'other'}: ${sourceIn(item.source)}`,
    });
  return sightings;
}

function commentTraits(item: Item, event: string, taskId: string | null): readonly Sighting[] {
  const { comment } = item;
  if (!comment) return [];
  const tags = (comment.comment ?? []).flatMap((block) => Tag.safeParse(block).data?.user ?? []);
  const sightings: Sighting[] = tags.map((user) => ({
    topic: 'tag_shape',
    way: `${typeof user.id === 'number' ? 'number' : 'text'}, ${Object.keys(user).length > 1 ? 'whole user' : 'id only'}`,
  }));
  const hasThread = item.parent_comment !== undefined && item.parent_comment !== null;
  const parentIsTask = !comment.parent || comment.parent === taskId;
  if (!hasThread && parentIsTask) return sightings;
  if (event === 'taskCommentPosted' || event === 'taskUpdated') sightings.push({ topic: 'reply_told_as', way: event });
  const shape = `${hasThread ? 'with' : 'without'} parent_comment, parent is the ${parentIsTask ? 'task' : 'comment'}, type ${plain(comment.type)}`;
  return [...sightings, { topic: 'reply_shape', way: shape }];
}

function removedTraits({ before, after }: Item): readonly Sighting[] {
  const side = Person.safeParse(before).success ? 'before' : Person.safeParse(after).success ? 'after' : 'neither';
  return [{ topic: 'removed_assignee', way: side }];
}

function editTraits({ id, comment }: Item, event: string, { histories }: DeliveryMemory): readonly Sighting[] {
  if (!comment || !id) return [];
  const first = histories.get(comment.id);
  if (event === 'taskCommentUpdated' && first !== undefined)
    return [{ topic: 'edit_history_id', way: first === id ? 'same' : 'new' }];
  // The first telling that we hear may itself be of an edit; then it says nothing about the posting.
  if (event === 'taskCommentPosted' && first === undefined) remember(histories, comment.id, id);
  return [];
}

/** What the agent creates always has assignees; only its own acts count, since a person or a rule may assign right afterwards. */
function creationTraits(
  { field, user, date }: Item,
  { event, task_id: taskId }: Body,
  agentId: number,
  { created, assigned }: DeliveryMemory,
): readonly Sighting[] {
  if (!taskId || !date || user?.id !== agentId) return [];
  if (event === 'taskCreated' && field === 'task_creation') {
    remember(created, taskId, date);
    const told = isSameAct(assigned.get(taskId), date) ? (['told'] as const) : [];
    return ['created', ...told].map((way) => ({ topic: 'creation_assignees', way }));
  }
  if (event !== 'taskAssigneeUpdated' || field !== 'assignee_add') return [];
  remember(assigned, taskId, date);
  return isSameAct(created.get(taskId), date) ? [{ topic: 'creation_assignees', way: 'told' }] : [];
}

const SAME_ACT_MS = 1_000;
const isSameAct = (one: Instant | undefined, other: Instant): boolean =>
  one !== undefined && Math.abs(one - other) <= SAME_ACT_MS;

/** The same bytes once more are a retry (or ClickUp sending twice). */
function repeated(mark: string, { bodies }: DeliveryMemory, now: Instant): readonly Sighting[] {
  const before = bodies.get(mark);
  bodies.delete(mark);
  remember(bodies, mark, now);
  return before === undefined ? [] : [{ topic: 'retry_after', way: spacing(now - before) }];
}

const SPACINGS_S = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600];

/** To the nearest of a few steps, so that retries of one rhythm are counted together. */
function spacing(ms: number): string {
  const seconds = ms / 1_000;
  const nearest = SPACINGS_S.reduce((best, each) =>
    Math.abs(each - seconds) < Math.abs(best - seconds) ? each : best,
  );
  return nearest < 120 ? `${nearest} s` : `${nearest / 60} min`;
}

/** The oldest half is forgotten at once: finding the oldest one of a map costs more the more were taken from its front. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value);
  if (map.size <= 2 * REMEMBERED) return;
  for (const oldest of [...map.keys()].slice(0, REMEMBERED)) map.delete(oldest);
}

const LONGEST_WAY = 40;

/** A foreign value as a short plain word: it ends up on a terminal. */
const plain = (value: unknown): string =>
  (typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value ?? null))
    .replaceAll(/[^\w .:-]/g, '')
    .slice(0, LONGEST_WAY);
const sourceIn = (source: unknown): string => (source === null ? 'none' : plain(source) || 'something');
