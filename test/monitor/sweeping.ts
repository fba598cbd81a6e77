import type { Account } from '../../src/domain/account.ts';
import { chooseIntervention, gapOf } from '../../src/domain/intervention.ts';
import { endStranded, giveUp } from '../../src/monitor/deliver.ts';
import { plainText } from '../../src/monitor/message.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import type { Rules } from '../../src/monitor/rules.ts';
import type { AlertRecord } from '../../src/monitor/alert-store.ts';
import { sweep, type SweepDeps } from '../../src/monitor/sweep.ts';
import type { SweepReport } from '../../src/monitor/sweep-tally.ts';
import { writeDigests } from '../../src/monitor/write-digests.ts';
import type { Logger } from '../../src/shared/logger.ts';
import { onDay } from '../domain/builders.ts';
import { shippedLibrary } from '../drafting/shipped.ts';
import { rules, type Talk } from './conversation/talk.ts';
import { addAccount, type Lived, usedOn } from './read-world.ts';

/** Days of sweeps over the accounts of a talk, at noon unless said otherwise; what is logged as an error or a warning is kept. */
export interface Sweeping {
  readonly errors: string[];
  readonly warnings: string[];
  on(day: number, part?: SweepPart): Promise<readonly Write[]>;
  report(day: number, part?: SweepPart): Promise<SweepReport>;
  digestOn(day: number, hour?: number): Promise<readonly Write[]>;
  alertOf(account: Pick<Account, 'key'>): Promise<AlertRecord | undefined>;
  /** Everything that waits to be written has been, in order, except what is `refused`; comments and tasks get made-up ids. */
  written(day: number, refused?: string): Promise<void>;
}
export interface SweepPart {
  readonly hour?: number;
  readonly dryRun?: boolean;
  /** The feed was last heard from on this day; default the day of the sweep. */
  readonly heardOn?: number;
}

export function sweeping(talk: Talk, given: Partial<Rules> = {}): Sweeping {
  const errors: string[] = [];
  const warnings: string[] = [];
  const log = {
    info: () => undefined,
    warn: (_fields: object, says: string) => warnings.push(says),
    error: (_fields: object, says: string) => errors.push(says),
  } as unknown as Logger;
  const move = { moves: ['Call them'], message: 'Hello' };
  const deps = { ...talk.deps, log, rules: rules(given), moveFor: () => move } as unknown as SweepDeps;
  const report = async (day: number, { hour = 12, dryRun = false, heardOn }: SweepPart = {}): Promise<SweepReport> => {
    const heardAt = heardOn === undefined ? onDay(day, hour) : onDay(heardOn);
    await talk.store.events.touchSource('product', ['Task Completed'], heardAt, null);
    return sweep(deps, onDay(day, hour), { dryRun });
  };
  let made = 0;
  return {
    errors,
    warnings,
    report,
    on: async (day, part) => (await report(day, part)).writes,
    digestOn: async (day, hour = 12) => (await writeDigests(deps, onDay(day, hour))).writes,
    alertOf: async ({ key }) => (await talk.store.alerts.open([key])).get(key),
    async written(day, refused) {
      for (;;) {
        const [claimed] = await talk.store.outbox.claim(onDay(day, 23), 1_000, 1);
        if (claimed === undefined) return;
        const { key, kind } = claimed.write;
        if (key === refused) {
          await giveUp({ store: talk.store, log }, claimed, 'gone', onDay(day));
          await endStranded({ store: talk.store, log }, onDay(day));
          continue;
        }
        made += 1;
        const id = `made-${made}`;
        const result =
          kind === 'create_task' ? { taskId: id, url: `https://app.clickup.com/t/${id}` } : { commentId: id };
        await talk.store.outbox.done(key, kind === 'create_task' || kind === 'comment' ? result : {}, onDay(day));
      }
    },
  };
}

/** What the shipped general playbook advises. */
export const shippedMoves: SweepDeps['moveFor'] = (account, verdict, _plan, whose) => {
  const gap = gapOf(account, verdict);
  if (gap === null) throw new Error(`no gap: ${account.key} is ${verdict.state}`);
  return { ...chooseIntervention(shippedLibrary.general, gap, whose), whose };
};

/** Without the figures that are brought up to date in place. */
export const calls = (writes: readonly Write[]): readonly Write[] =>
  writes.filter(({ key }) => !/\.change\.\d+$/.test(key));

/** What a write says, as people read it; the name of a task goes first. */
export function said(write: Write | undefined): string {
  if (write === undefined) return '';
  const name = 'name' in write && write.name !== undefined ? `${write.name}\n` : '';
  return `${name}${'body' in write && write.body !== undefined ? plainText(write.body) : ''}`;
}

/** An account of which nothing was ever heard: a hard early alert from day 30 on. */
export const addQuiet = (talk: Talk, id: string, part: Partial<Lived> = {}): Promise<Account> =>
  addAccount({ store: talk.store } as never, { id, name: id, ...part });

/** In use every other day up to day `until`, and never a step further: a soft signal from day 12 on. */
export const addSlow = (talk: Talk, id: string, until = 80, part: Partial<Lived> = {}): Promise<Account> => {
  const days = Array.from({ length: Math.floor(until / 2) }, (_day, index) => 2 * index + 1);
  const events = usedOn(...days).map((event, index) => ({ ...event, messageId: `${id}-${index}` }));
  return addAccount({ store: talk.store } as never, { id, name: id, events, ...part });
};
