import type { Kit } from './cli/kit.ts';
import { createWorker, type Duty, type Worker } from './monitor/worker.ts';
import type { FirstContact } from './service-contact.ts';
import type { Watches } from './service-metrics.ts';
import { systemTimers } from './system-timers.ts';

/** A comment is answered within a second or two of its delivery; without deliveries the board is asked every few more. */
const ROUND_EVERY_MS = 1_000;

/**
 * What goes on side by side: people are answered while alerts go out, and alerts go out while the board is read, however long the
 * rate limit makes one of these wait. Each is as safe beside the others as beside another process on the same database.
 */
export interface Lines {
  readonly talk: Worker;
  readonly work: Worker;
  readonly reading: Worker;
}

export const inOrder = ({ talk, work, reading }: Lines): readonly Worker[] => [talk, work, reading];

export function linesOf(kit: Kit, contact: FirstContact, { pulse, writes }: Omit<Watches, 'meters'>): Lines {
  const line = (...duties: readonly Duty[]): Worker =>
    createWorker({
      duties: duties.map(pulse.watched),
      log: kit.log,
      onFailure: writes.suspect,
      everyMs: ROUND_EVERY_MS,
      timers: systemTimers,
    });
  return {
    talk: line({
      name: 'talk',
      run: () =>
        kit
          .monitor()
          .talk()
          .then(() => false),
    }),
    work: line({ name: 'round', run: () => kit.monitor().round() }),
    reading: line(
      { name: 'contact', run: () => contact.run().then(() => false) },
      { name: 'catch up', run: async () => (await kit.readingBoard.take()) && kit.monitor().catchUp() },
    ),
  };
}
