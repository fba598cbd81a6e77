import type { Instant } from '../domain/account.ts';
import type { EventCall, UsageCall } from '../domain/event-call.ts';
import { eventTime } from '../domain/event-time.ts';
import { contentDigest } from '../shared/content-digest.ts';
import { DAY_MS } from '../domain/duration.ts';
import { createDomainBook, type DomainBook } from './domain-book.ts';
import type { ReceivedEvent } from './event-store.ts';
import { oldestTaken, tooOld } from './retention-limit.ts';
import type { Store } from './store.ts';
import { UserFiles } from './user-files.ts';

export interface Refusal {
  /** Place in the batch, from 0. */
  readonly index: number;
  readonly why: string;
}

/** What became of a batch: every call is in exactly one of the three. A fact that changes nothing is `known`. */
export interface RecordOutcome {
  readonly stored: number;
  readonly known: number;
  readonly refused: readonly Refusal[];
}

/**
 * Keeps a batch of one source, all of it or nothing: returns after the commit, throws what the database throws. Sending the
 * same batch again changes nothing.
 */
export type RecordUsageEvents = (
  calls: readonly UsageCall[],
  source: string,
  receivedAt: Instant,
) => Promise<RecordOutcome>;

/** @param retentionDays how long events are kept at least; default: for ever */
export function createUsageEventRecorder(
  store: Pick<Store, 'transaction'>,
  retentionDays = Number.POSITIVE_INFINITY,
): RecordUsageEvents {
  const domains = createDomainBook();
  return (calls, source, receivedAt) =>
    store.transaction((inside) => new Recording(inside, domains, source, receivedAt, retentionDays).keep(calls));
}

/** A sender that gives neither id nor time cannot be told from its own retry: what it repeats this soon counts once. */
const NAMELESS_REPEAT_MS = 10 * 60_000;
/** Longer ids would not fit into an index row of PostgreSQL; their digest is as unique. */
const LONGEST_MESSAGE_ID = 200;

interface TimedCall {
  readonly call: UsageCall;
  readonly at: Instant;
  readonly minute: number;
}

/** One batch on its way into the database. */
class Recording {
  readonly #store: Store;
  readonly #people: UserFiles;
  readonly #source: string;
  readonly #receivedAt: Instant;
  readonly #retentionDays: number;
  readonly #refused: Refusal[] = [];
  #waiting: ReceivedEvent[] = [];
  /** Passing ids, by the users that they turned out to be. */
  readonly #signedIn: (readonly [anonymousId: string | null, userId: string])[] = [];
  #stored = 0;
  #known = 0;

  constructor(store: Store, domains: DomainBook, source: string, receivedAt: Instant, retentionDays: number) {
    this.#store = store;
    this.#people = new UserFiles(store, domains, receivedAt);
    this.#source = source;
    this.#receivedAt = receivedAt;
    this.#retentionDays = retentionDays;
  }

  async keep(calls: readonly UsageCall[]): Promise<RecordOutcome> {
    const timed = await this.#withoutRetired(calls.flatMap((call) => this.#timed(call)));
    const names = new Set(timed.flatMap(({ call }) => (call.kind === 'event' ? [call.name] : [])));
    // First of all: its row makes the batches of one source take turns, which could else wait for each other's rows for ever.
    if (timed.length > 0) await this.#store.events.touchSource(this.#source, [...names], this.#receivedAt, null);
    for (const each of timed) await this.#take(each);
    await this.#flush();
    for (const [anonymousId, userId] of this.#signedIn) await this.#people.claim(anonymousId, userId);
    return { stored: this.#stored, known: this.#known, refused: this.#refused };
  }

  #timed(call: UsageCall): readonly TimedCall[] {
    const time = eventTime(call.times, this.#receivedAt);
    if (time.kind === 'at') return [{ call, at: time.at, minute: time.minute }];
    this.#refused.push({ index: call.index, why: time.why });
    return [];
  }

  /** What may have been here and gone is refused: nobody could tell it from a new one. */
  async #withoutRetired(timed: readonly TimedCall[]): Promise<readonly TimedCall[]> {
    const limit = this.#receivedAt - this.#retentionDays * DAY_MS;
    const isOld = ({ call, at }: TimedCall, before: Instant): boolean => call.kind === 'event' && at < before;
    if (!timed.some((each) => isOld(each, limit))) return timed;
    const oldest = await oldestTaken(this.#store.meta, this.#retentionDays, this.#receivedAt);
    if (oldest === null) return timed;
    const why = tooOld(oldest, this.#retentionDays);
    for (const each of timed) if (isOld(each, oldest)) this.#refused.push({ index: each.call.index, why });
    this.#refused.sort((one, other) => one.index - other.index);
    return timed.filter((each) => !isOld(each, oldest));
  }

  async #take({ call, at, minute }: TimedCall): Promise<void> {
    if (call.kind === 'event') {
      const accountId = await accountOf(call, this.#people, at);
      if (call.userId !== null) this.#signedIn.push([call.anonymousId, call.userId]);
      this.#waiting.push({ ...received(call, this.#source, this.#receivedAt), at, minute, accountId });
      return;
    }
    // A fact may explain events that stand before it in the batch, so they must be there to be joined.
    await this.#flush();
    this.#count(await this.#people.learn(call, at));
  }

  async #flush(): Promise<void> {
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length > 0) for (const isNew of await this.#store.events.append(events)) this.#count(isNew);
  }

  #count(isNew: boolean): void {
    if (isNew) this.#stored += 1;
    else this.#known += 1;
  }
}

/** The first name that the event itself or its user gives the account (CONTRACT section 5); null: unjoined. */
async function accountOf(
  { hints, userId, anonymousId }: EventCall,
  people: UserFiles,
  at: Instant,
): Promise<string | null> {
  const who = userId ?? anonymousId;
  return (
    hints.groupId ??
    (await people.groupOf(who, at)) ??
    hints.traitAccountId ??
    (await people.accountByEmail(who, hints.email)) ??
    hints.propertyAccountId
  );
}

function received(
  call: EventCall,
  source: string,
  receivedAt: Instant,
): Omit<ReceivedEvent, 'at' | 'minute' | 'accountId'> {
  const { name, userId, anonymousId, properties } = call;
  return { name, userId, anonymousId, properties, source, receivedAt, messageId: messageIdOf(call, receivedAt) };
}

function messageIdOf(call: EventCall, receivedAt: Instant): string {
  const { messageId, name, userId, anonymousId, hints, properties, times } = call;
  if (messageId !== null) return messageId.length <= LONGEST_MESSAGE_ID ? messageId : contentDigest(messageId);
  const at = times.timestamp ?? times.sentAt ?? Math.floor(receivedAt / NAMELESS_REPEAT_MS);
  return contentDigest({ name, userId, anonymousId, hints, properties, at });
}
