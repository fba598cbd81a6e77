import type { Instant } from '../domain/account.ts';
import type { EventCall, FactCall, UsageCall } from '../domain/event-call.ts';
import { DAY_MS } from '../domain/duration.ts';
import { eventTime } from '../domain/event-time.ts';
import { contentDigest } from '../shared/content-digest.ts';
import { commitTogether } from './commit-together.ts';
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
  const keep = commitTogether<Batch, RecordOutcome>(store, (inside, batches) =>
    keepAll(inside, domains, batches, retentionDays),
  );
  return (calls, source, receivedAt) => keep({ calls, source, receivedAt });
}

interface Batch {
  readonly calls: readonly UsageCall[];
  readonly source: string;
  readonly receivedAt: Instant;
}

/** Batches that came together, in the order in which they came; what was read of a user for one serves them all. */
async function keepAll(
  store: Store,
  domains: DomainBook,
  batches: readonly Batch[],
  retentionDays: number,
): Promise<readonly RecordOutcome[]> {
  const now = Math.max(...batches.map(({ receivedAt }) => receivedAt));
  const people = new UserFiles(store, domains, now);
  const recordings = batches.map((batch) => new Recording(store, people, batch));
  for (const recording of recordings) await recording.leaveOutRetired(retentionDays);
  await touchSources(store, recordings, now);
  await people.expect(recordings.flatMap(({ calls }) => calls));
  const outcomes: RecordOutcome[] = [];
  for (const recording of recordings) outcomes.push(await recording.keep());
  return outcomes;
}

async function touchSources({ events }: Store, recordings: readonly Recording[], now: Instant): Promise<void> {
  const names = new Map<string, Set<string>>();
  for (const { source, timed } of recordings) {
    if (timed.length === 0) continue;
    const ofSource = names.get(source) ?? new Set();
    for (const { call } of timed) if (call.kind === 'event') ofSource.add(call.name);
    names.set(source, ofSource);
  }
  for (const [source, ofSource] of names) await events.touchSource(source, [...ofSource], now, null);
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
  readonly source: string;
  timed: readonly TimedCall[];
  readonly #store: Store;
  readonly #people: UserFiles;
  readonly #receivedAt: Instant;
  readonly #refused: Refusal[] = [];
  #waiting: ReceivedEvent[] = [];
  /** Passing ids, by the users that they turned out to be. */
  readonly #signedIn: (readonly [anonymousId: string, userId: string])[] = [];
  #stored = 0;
  #known = 0;

  constructor(store: Store, people: UserFiles, { calls, source, receivedAt }: Batch) {
    this.#store = store;
    this.#people = people;
    this.#receivedAt = receivedAt;
    this.source = source;
    this.timed = calls.flatMap((call) => this.#timed(call));
  }

  get calls(): readonly EventCall[] {
    return this.timed.flatMap(({ call }) => (call.kind === 'event' ? call : []));
  }

  async keep(): Promise<RecordOutcome> {
    // Of most all is known by now; what a batch before this one has said of some is read again.
    await this.#people.expect(this.calls);
    for (const each of this.timed) {
      if (each.call.kind === 'event') await this.#take(each.call, each);
      else await this.#learn(each.call, each.at);
    }
    await this.#flush();
    await this.#people.claimAll(this.#signedIn);
    return { stored: this.#stored, known: this.#known, refused: this.#refused };
  }

  #timed(call: UsageCall): readonly TimedCall[] {
    const time = eventTime(call.times, this.#receivedAt);
    if (time.kind === 'at') return [{ call, at: time.at, minute: time.minute }];
    this.#refused.push({ index: call.index, why: time.why });
    return [];
  }

  /** What may have been here and gone is refused: nobody could tell it from a new one. */
  async leaveOutRetired(retentionDays: number): Promise<void> {
    const limit = this.#receivedAt - retentionDays * DAY_MS;
    const isOld = ({ call, at }: TimedCall, before: Instant): boolean => call.kind === 'event' && at < before;
    if (!this.timed.some((each) => isOld(each, limit))) return;
    const oldest = await oldestTaken(this.#store.meta, retentionDays, this.#receivedAt);
    if (oldest === null) return;
    const why = tooOld(oldest, retentionDays);
    for (const each of this.timed) if (isOld(each, oldest)) this.#refused.push({ index: each.call.index, why });
    this.#refused.sort((one, other) => one.index - other.index);
    this.timed = this.timed.filter((each) => !isOld(each, oldest));
  }

  async #take(call: EventCall, { at, minute }: TimedCall): Promise<void> {
    const { name, userId, anonymousId, properties, hints } = call;
    const accountId = hints.groupId ?? (await accountOf(call, this.#people, at));
    if (userId !== null && anonymousId !== null) this.#signedIn.push([anonymousId, userId]);
    const messageId = messageIdOf(call, this.#receivedAt);
    const what = { name, userId, anonymousId, properties, source: this.source, receivedAt: this.#receivedAt };
    this.#waiting.push({ ...what, messageId, at, minute, accountId });
  }

  async #learn(fact: FactCall, at: Instant): Promise<void> {
    // A fact may explain events that stand before it in the batch, so they must be there to be joined.
    await this.#flush();
    this.#count((await this.#people.learn(fact, at)) ? 1 : 0, 1);
  }

  async #flush(): Promise<void> {
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length > 0) this.#count(await this.#store.events.append(events), events.length);
  }

  #count(stored: number, of: number): void {
    this.#stored += stored;
    this.#known += of - stored;
  }
}

/** The first name that the event's user gives the account (CONTRACT section 5), its own group id aside; null: unjoined. */
async function accountOf(
  { hints, userId, anonymousId }: EventCall,
  people: UserFiles,
  at: Instant,
): Promise<string | null> {
  const who = userId ?? anonymousId;
  return (
    (await people.groupOf(who, at)) ??
    hints.traitAccountId ??
    (await people.accountByEmail(who, hints.email)) ??
    hints.propertyAccountId
  );
}

function messageIdOf(call: EventCall, receivedAt: Instant): string {
  const { messageId, name, userId, anonymousId, hints, properties, times } = call;
  if (messageId !== null) return messageId.length <= LONGEST_MESSAGE_ID ? messageId : contentDigest(messageId);
  const at = times.timestamp ?? times.sentAt ?? Math.floor(receivedAt / NAMELESS_REPEAT_MS);
  return contentDigest({ name, userId, anonymousId, hints, properties, at });
}
