import type { Instant } from '../domain/account.ts';
import { contentDigest } from '../shared/content-digest.ts';
import { type EventReading, IMPORT_SOURCE, readEventRow } from './event-in-file.ts';
import { type ImportCounts, type ImportListener, type ImportRow, inLots } from './import-rows.ts';
import type { ReceivedEvent } from './event-store.ts';
import type { Store } from './store.ts';

export interface ImportEventsDeps {
  readonly store: Store;
  readonly now: Instant;
  /** Up to when the file is said to be complete; null: to its newest row. */
  readonly completeTo: Instant | null;
}

type GoodRow = Extract<EventReading, { kind: 'read' }>;

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
 * of their equals they are. Only the whole file moves the instant up to which the feed is complete.
 */
export async function importEvents(
  deps: ImportEventsDeps,
  rows: AsyncIterable<ImportRow>,
  listener: ImportListener,
): Promise<ImportCounts> {
  const counts = { stored: 0, known: 0, refused: 0 };
  const state: FileState = { names: new Set(), occurrences: new Map(), emails: new Map(), newest: null };
  let lines = 0;
  for await (const lot of inLots(rows)) {
    const good = goodRows(lot, deps.now, (line, why) => {
      counts.refused += 1;
      listener.refused(line, why);
    });
    for (const isNew of await keepLot(deps, good, state)) counts[isNew ? 'stored' : 'known'] += 1;
    lines += lot.length;
    listener.read(lines);
  }
  await deps.store.transaction((store) => finish({ ...deps, store }, state, counts));
  return counts;
}

function goodRows(lot: readonly ImportRow[], now: Instant, refuse: ImportListener['refused']): readonly GoodRow[] {
  return lot.flatMap((row) => {
    const reading = row.kind === 'row' ? readEventRow(row.values, now) : { kind: 'refused' as const, why: row.why };
    if (reading.kind === 'read') return [reading];
    refuse(row.line, reading.why);
    return [];
  });
}

async function keepLot(
  { store, now }: ImportEventsDeps,
  rows: readonly GoodRow[],
  state: FileState,
): Promise<readonly boolean[]> {
  const events = rows.map(({ event }) => ({ ...event, messageId: event.messageId ?? nthOf(event, state) }));
  return store.transaction(async (inside) => {
    for (const { event, email } of rows) {
      state.names.add(event.name);
      state.newest = Math.max(state.newest ?? event.at, event.at);
      if (event.userId !== null && email !== null) await keepEmail(inside, event.userId, email, state, now);
    }
    return inside.events.append(events);
  });
}

/** An id for a row that has none. Two equal rows are two events, and the same two when the file comes again. */
function nthOf(event: Omit<ReceivedEvent, 'messageId'>, { occurrences }: FileState): string {
  const { accountId, userId, name, minute, at, properties } = event;
  const digest = contentDigest({ accountId, userId, name, minute, at, properties }).slice(0, 32);
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
  { store, now, completeTo }: ImportEventsDeps,
  { names, newest }: FileState,
  counts: ImportCounts,
): Promise<void> {
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
