import type { Instant } from '../domain/account.ts';
import {
  BOARD_SOURCE,
  type BoardAct,
  boardUser,
  SOMEBODY,
  isSameAct,
  messageIdOf,
  minutesAround,
  seriesOf,
} from '../domain/board-act.ts';
import { MINUTE_MS } from '../domain/duration.ts';
import type { KeptAct } from './act-store.ts';
import type { Member } from './board.ts';
import type { Store } from './store.ts';

/** An act and the account in whose workspace it was done. */
export interface PlacedAct {
  readonly accountId: string;
  readonly act: BoardAct;
}

/** A transaction while which everybody else's writes wait holds no more than these. */
const ACTS_TOGETHER = 100;

/**
 * Keeps acts as events of the source `clickup`, each once however often and however it is learnt. The own team's acts are kept too, so
 * that reading takes none of them for a customer's: who counts is decided where events are read (`domain/qualified.ts`). What is known
 * already is amended where this telling knows better: who did it, what the task is called, whose workspace it is.
 * @returns how many were new
 */
export async function recordActs(
  store: Pick<Store, 'transaction'>,
  acts: readonly PlacedAct[],
  people: readonly Member[],
  now: Instant,
): Promise<number> {
  let stored = 0;
  for (let from = 0; from < acts.length; from += ACTS_TOGETHER) {
    const some = acts.slice(from, from + ACTS_TOGETHER);
    stored += await store.transaction(async (inside) => {
      await inside.events.touchSource(BOARD_SOURCE, [...new Set(some.map(({ act }) => act.name))], now, null);
      await keepGuests(inside, some, people, now);
      let fresh = 0;
      for (const placed of some) if (await recordAct(inside, placed, now)) fresh += 1;
      return fresh;
    });
  }
  return stored;
}

async function recordAct(store: Store, { accountId, act }: PlacedAct, now: Instant): Promise<boolean> {
  const kept = await store.acts.kept(minutesAround(act.at), seriesOf(act));
  const same = kept.find((each) => isSameAct(act, { at: toldAt(each), learntBy: learntBy(each.properties) }));
  if (same !== undefined) {
    const better = amended(same, accountId, act);
    if (JSON.stringify(better) !== JSON.stringify(same)) await store.acts.amend(better);
    return false;
  }
  const event = {
    name: act.name,
    at: act.at,
    minute: Math.floor(act.at / MINUTE_MS),
    source: BOARD_SOURCE,
    messageId: messageIdOf(act),
    accountId,
    userId: userOf(act),
    receivedAt: now,
    properties: propertiesOf(act),
  };
  return (await store.events.append([event])) > 0;
}

const userOf = ({ actorId }: BoardAct): string | null => (actorId === null ? null : boardUser(actorId));
const learntBy = ({ learnt_by: by }: KeptAct['properties']): BoardAct['learntBy'] =>
  by === 'delivery' ? by : 'reading';

/** A delivery that came after reading is known again by its own moment, though the event keeps the one that was read. */
const toldAt = ({ at, properties }: KeptAct): Instant =>
  typeof properties.told_at === 'number' ? properties.told_at : at;

/** What `where` of a signal may ask for, and who made the task, for `actor: not_creator`. */
function propertiesOf({ taskId, listId, isReply, learntBy: by, taskName, creatorId, commentId }: BoardAct) {
  return {
    task_id: taskId,
    ...(listId === null ? {} : { list_id: listId }),
    ...(commentId === null ? {} : { comment_id: commentId, reply: isReply }),
    learnt_by: by,
    ...namesOf({ taskName, creatorId }),
  };
}

function namesOf({ taskName, creatorId }: Pick<BoardAct, 'taskName' | 'creatorId'>): Record<string, string> {
  return {
    ...(taskName === null ? {} : { task_name: taskName }),
    ...(creatorId === null ? {} : { creator_id: boardUser(creatorId) }),
  };
}

/** A delivery knows who it was, reading what it is called; the task's first name stays. */
function amended(kept: KeptAct, accountId: string, act: BoardAct): KeptAct {
  const isSurer = act.learntBy === 'delivery' && learntBy(kept.properties) === 'reading';
  const isGuess = act.learntBy === 'reading' && learntBy(kept.properties) === 'delivery';
  // Where reading takes it for somebody else's, it takes it for another customer's too.
  const isAnothers = isGuess && act.actorId !== SOMEBODY && userOf(act) !== kept.userId;
  return {
    ...kept,
    accountId: isAnothers ? kept.accountId : accountId,
    userId: isSurer ? userOf(act) : kept.userId,
    properties: {
      ...kept.properties,
      ...(isSurer ? { learnt_by: 'delivery', told_at: act.at } : {}),
      ...missing(kept, act),
    },
  };
}

const missing = ({ properties }: KeptAct, act: BoardAct): Record<string, string> =>
  Object.fromEntries(Object.entries(namesOf(act)).filter(([name]) => !Object.hasOwn(properties, name)));

/** Guests are kept like other users, with their e-mail, so that `exclude.email_domains` holds for them too. */
async function keepGuests(store: Store, acts: readonly PlacedAct[], people: readonly Member[], now: Instant) {
  for (const id of new Set(acts.map(({ act }) => act.actorId))) {
    const guest = people.find((person) => person.id === id && person.role === 'guest');
    if (guest === undefined) continue;
    const userId = boardUser(guest.id);
    const newest = Math.max(...acts.filter(({ act }) => act.actorId === id).map(({ act }) => act.at));
    const forgotten = await store.events.forgottenAt([`user:${userId}`]);
    if ([...forgotten.values()].some((until) => newest <= until)) continue;
    const known = await store.events.user(userId);
    const email = guest.email?.toLowerCase() ?? null;
    if (known !== null && known.email === email) continue;
    await store.events.putUser({ userId, email, admin: false, traits: known?.traits ?? {} }, now);
  }
}
