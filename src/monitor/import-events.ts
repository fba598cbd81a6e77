import type { Instant } from '../domain/account.ts';
import { contentDigest } from '../shared/content-digest.ts';
import { IMPORT_SOURCE } from './event-in-file.ts';
import { type GoodRow, goodRows, retentionOf } from './good-event-rows.ts';
import { type ImportMark, RowsDigest, keepMark, readMark } from './import-mark.ts';
import { type ImportCounts, type ImportListener, type ImportRow, inLots } from './import-rows.ts';
import type { ReceivedEvent } from './event-store.ts';
import type { Store } from './store.ts';

export interface ImportEventsDeps {
  readonly store: Store;
  readonly now: Instant;
  /** Up to when the file is said to be complete; null: to its newest row. */
  readonly completeTo: Instant | null;
  /** What this import is remembered by while it goes on, so that the next one of the same file starts where it stopped. */
  readonly markName?: string;
  /** How long events are kept at least; default: for ever. */
  readonly retentionDays?: number;
}

export interface EventImportCounts extends ImportCounts {
  /** The last line that an earlier run, which did not come to its end, had taken in; null: none had. */
  readonly resumedAfter: number | null;
}

/** Taken in, or nothing done: the file is not the one whose import stopped in the middle. */
export type EventImport = ({ readonly kind: 'done' } & EventImportCounts) | { readonly kind: 'file_changed' };

/** What one file amounts to so far, beyond what the database keeps. */
interface FileState {
  readonly names: Set<string>;
  /** How often a row without an id was seen, by its digest. */
  readonly occurrences: Map<string, number>;
  readonly emails: Map<string, string>;
  newest: Instant | null;
}

/**
 * Takes in an `events` file. A repeat changes nothing, rows without an id included: they are known by what they say and which
 * of their equals they are. Only the whole file moves the instant up to which the feed is complete. What an import that was
 * stopped had taken in is read, compared and passed over; then the counts are those of both together.
 */
export async function importEvents(
  deps: ImportEventsDeps,
  rows: AsyncIterable<ImportRow>,
  listener: ImportListener,
): Promise<EventImport> {
  const mark = deps.markName === undefined ? null : await readMark(deps.store.meta, deps.markName);
  const counts = { stored: mark?.stored ?? 0, known: mark?.known ?? 0, refused: 0 };
  const state: FileState = { names: new Set(), occurrences: new Map(), emails: new Map(), newest: null };
  const digest = new RowsDigest();
  const within = await retentionOf(deps.store.meta, deps.retentionDays ?? Number.POSITIVE_INFINITY, deps.now);
  let resumedAfter: number | null = null;
  let lines = 0;
  for await (const lot of inLots(rows)) {
    const good = goodRows(lot, deps.now, within, (line, why) => {
      counts.refused += 1;
      listener.refused(line, why);
    });
    const events = numbered(good, state);
    lines += lot.length;
    digest.add(lot);
    if (mark !== null && resumedAfter === null) {
      if (lines > mark.rows || (lines === mark.rows && digest.soFar() !== mark.digest)) return startAnew(deps);
      if (lines === mark.rows) resumedAfter = lot.at(-1)?.line ?? 0;
    } else {
      const kept = await keepLot(deps, good, events, state, { ...counts, rows: lines, digest: digest.soFar() });
      counts.stored += kept.stored;
      counts.known += kept.known;
    }
    listener.read(lines);
  }
  if (mark !== null && resumedAfter === null) return startAnew(deps);
  await deps.store.transaction((store) => finish({ ...deps, store }, state, counts));
  return { kind: 'done', ...counts, resumedAfter };
}

async function startAnew({ store, markName }: ImportEventsDeps): Promise<EventImport> {
  if (markName !== undefined) await store.transaction((inside) => inside.meta.forget(markName));
  return { kind: 'file_changed' };
}

/** With what is remembered of the rows and their like, a file that goes on in the middle numbers them as before. */
function numbered(rows: readonly GoodRow[], state: FileState): readonly ReceivedEvent[] {
  return rows.map(({ event, writtenAt }) => {
    state.names.add(event.name);
    state.newest = Math.max(state.newest ?? event.at, event.at);
    return { ...event, messageId: event.messageId ?? nthOf(event, writtenAt, state) };
  });
}

/** A lot, its people and how far the file is taken in: all of it or nothing. */
async function keepLot(
  { store, now, markName }: ImportEventsDeps,
  rows: readonly GoodRow[],
  events: readonly ReceivedEvent[],
  state: FileState,
  before: ImportMark,
): Promise<Pick<ImportMark, 'stored' | 'known'>> {
  return store.transaction(async (inside) => {
    const named = rows.flatMap(({ event }) => (event.userId === null ? [] : [`user:${event.userId}` as const]));
    const forgotten = await inside.events.forgottenAt([...new Set(named)]);
    for (const { event, email } of rows) {
      if (event.userId === null || email === null) continue;
      if (event.at > (forgotten.get(`user:${event.userId}`) ?? -Infinity))
        await keepEmail(inside, event.userId, email, state, now);
    }
    const stored = await inside.events.append(events);
    const kept = { stored, known: events.length - stored };
    if (markName !== undefined) await keepMark(inside.meta, markName, before, kept);
    return kept;
  });
}

/**
 * An id for a row that has none. Two equal rows are two events, and the same two when the file comes again, also when what
 * lay ahead at the first time no longer does.
 */
function nthOf(event: Omit<ReceivedEvent, 'messageId'>, writtenAt: Instant, { occurrences }: FileState): string {
  const { accountId, userId, name, minute, properties } = event;
  const digest = contentDigest({ accountId, userId, name, minute, at: writtenAt, properties }).slice(0, 32);
  const nth = (occurrences.get(digest) ?? 0) + 1;
  occurrences.set(digest, nth);
  return `row-${digest}-${nth}`;
}

async function keepEmail(
  store: Store,
  userId: string,
  email: string,
  { emails }: FileState,
  now: Instant,
): Promise<void> {
  if (emails.get(userId) === email) return;
  emails.set(userId, email);
  const before = await store.events.user(userId);
  if (before?.email === email) return;
  await store.events.putUser({ userId, email, admin: before?.admin ?? false, traits: before?.traits ?? {} }, now);
}

/** The feed is complete to where this file says it ends, else to the newest row of any file so far. */
async function finish(
  { store, now, completeTo, markName }: ImportEventsDeps,
  { names, newest }: FileState,
  counts: ImportCounts,
): Promise<void> {
  if (markName !== undefined) await store.meta.forget(markName);
  const newestRow = newest ?? completeTo;
  if (newestRow === null) return;
  const before = (await store.events.sources()).find(({ name }) => name === IMPORT_SOURCE);
  const complete = completeTo ?? Math.max(newestRow, before?.completeTo ?? newestRow);
  // Heard from today, however old its rows are: judged as of where they end, and blind once nobody imports any more.
  await store.events.touchSource(IMPORT_SOURCE, [...names], now, complete);
  if (counts.stored === 0) return;
  await store.audit.add({
    at: now,
    actor: { kind: 'import', id: null },
    what: 'events_imported',
    accountKey: null,
    detail: { ...counts },
  });
}
