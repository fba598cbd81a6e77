import type { Instant } from '../domain/account.ts';
import { type EventReading, readEventRow } from './event-in-file.ts';
import type { ImportListener, ImportRow } from './import-rows.ts';
import { oldestTaken, tooOld } from './retention-limit.ts';
import type { MetaStore } from './store.ts';

/** A row of an `events` file that can be taken in. */
export type GoodRow = Extract<EventReading, { kind: 'read' }>;

export type Retention = (reading: EventReading) => EventReading;

/** Refuses what may have been here and gone: nobody could tell it from a new one. */
export async function retentionOf(meta: MetaStore, retentionDays: number, now: Instant): Promise<Retention> {
  const oldest = await oldestTaken(meta, retentionDays, now);
  return (reading) =>
    reading.kind === 'refused' || oldest === null || reading.event.at >= oldest
      ? reading
      : { kind: 'refused', why: tooOld(oldest, retentionDays) };
}

export function goodRows(
  lot: readonly ImportRow[],
  now: Instant,
  within: Retention,
  refuse: ImportListener['refused'],
): readonly GoodRow[] {
  return lot.flatMap((row) => {
    const reading: EventReading =
      row.kind === 'row' ? within(readEventRow(row.values, now)) : { kind: 'refused', why: row.why };
    if (reading.kind === 'read') return [reading];
    refuse(row.line, reading.why);
    return [];
  });
}
