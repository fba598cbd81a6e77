import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RunningService } from '../../src/cli/kit.ts';
import { type Environment, readConfig } from '../../src/config.ts';
import { runService } from '../../src/service.ts';

/** A whole service whose days pass when it is told so; every order is answered when it is done. */
export type Order =
  | { readonly verb: 'start'; readonly environment: Environment; readonly now: number }
  /** A day's work at this time: what was told, what is due, a sweep, and on the way out everything written. */
  | { readonly verb: 'live'; readonly now: number; readonly digest: boolean }
  | { readonly verb: 'measure' }
  | { readonly verb: 'stop' };

export interface Measure {
  readonly heapBytes: number;
  readonly files: number;
  readonly inbox: number;
  readonly outbox: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const time = { now: 0 };
let service: RunningService | null = null;

process.on('message', (order: Order) => {
  obey(order).then(
    (result) => process.connected && process.send?.({ result }),
    (thrown: unknown) => process.send?.({ failed: String(thrown) }),
  );
});

async function obey(order: Order): Promise<unknown> {
  if (order.verb === 'start') return start(order);
  if (service === null) throw new Error('it was not started');
  if (order.verb === 'live') return live(service, order);
  if (order.verb === 'measure') return measure(service);
  await service.stop();
  process.disconnect();
}

async function start({ environment, now }: Order & { verb: 'start' }): Promise<string> {
  time.now = now;
  const clock = { now: () => time.now };
  service = await runService(await readConfig(environment), { web: true, worker: true, clock });
  return service.url;
}

const MOST_ROUNDS = 20;

async function live({ kit, alone }: RunningService, { now, digest }: Order & { verb: 'live' }): Promise<void> {
  time.now = now;
  await alone(async () => {
    const monitor = kit.monitor();
    await monitor.reconcile(false);
    await monitor.talk();
    await monitor.sweepDue();
    if (digest) await monitor.digest();
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await monitor.talk();
      await monitor.round();
      if ((await kit.store.inbox.waiting()) === 0 && (await due(kit)) === 0) return;
    }
  });
}

const due = async ({ store, clock }: RunningService['kit']): Promise<number> =>
  (await store.outbox.waiting()).filter(({ notBefore }) => notBefore <= clock.now()).length;

async function measure({ kit: { store } }: RunningService): Promise<Measure> {
  const inbox = await store.inbox.waiting();
  const outbox = (await store.outbox.waiting()).length;
  // What finalizers let go is free only with the next one.
  for (let turn = 0; turn < 3; turn += 1) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { heapBytes: process.memoryUsage().heapUsed, files: readdirSync('/proc/self/fd').length, inbox, outbox };
}
