import type { Kit } from '../../src/cli/kit.ts';
import { brokenInvariants } from '../../src/monitor/invariants.ts';
import { Cradle, type Ending } from './cradle.ts';
import { type Flow, FLOWS, type Kept, sendAll, sendAllAgain } from './flows.ts';
import type { Death } from './kill-at.ts';
import { keysWritten, liveOn, settle, type Stage } from './stage.ts';

/** `FVM_ONLY=sweep.3.after`: this death alone. */
const ONLY = process.env.FVM_ONLY ?? '';
const MOST_STEPS = 200;
const LANES = 3;

/** What all deaths came to, for docs/reliability.md. */
const totals = { kills: 0, acknowledged: 0, written: 0 };
const cradle = new Cradle();
afterAll(() => {
  cradle.end();
  process.stdout.write(`kill points: ${JSON.stringify(totals)}\n`);
});

describe.each(FLOWS)('kill -9 in $name', (flow) => {
  it('loses nothing that was acknowledged and writes nothing twice, at whichever step it comes', async () => {
    const whole = await trial(flow, { at: null, when: 'before' });
    expect(whole).toEqual({ ending: { kind: 'whole', steps: expect.any(Array) }, faults: [] });
    const steps = whole.ending.kind === 'whole' ? whole.ending.steps : [];
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.length).toBeLessThan(MOST_STEPS);
    const deaths = deathsAt(flow, steps).filter(({ name }) => ONLY === '' || ONLY === name);
    const faults = (await sideBySide(deaths, (death) => die(flow, death))).flat();
    process.stdout.write(`${flow.name}: ${steps.length} steps: ${steps.join(', ')}\n`);
    expect(faults).toEqual([]);
  });
});

interface NamedDeath extends Death {
  readonly name: string;
  readonly step: string;
}

/**
 * Before and after each step. Where nobody outside is told anything between two of them, the end of one is the beginning of the
 * next, and one death serves for both.
 */
function deathsAt({ name, hasDoors }: Flow, steps: readonly string[]): readonly NamedDeath[] {
  return steps.flatMap((step, index) => {
    const moments = hasDoors || index === 0 ? (['before', 'after'] as const) : (['after'] as const);
    return moments.map((when) => ({ name: `${name}.${index + 1}.${when}`, at: index + 1, when, step }));
  });
}

/** A new process waits for the rate limit, not for the machine, so a few trials go on beside each other. */
async function sideBySide<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const left = [...items];
  const lane = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

async function die(flow: Flow, { name, step, ...death }: NamedDeath): Promise<readonly string[]> {
  const { ending, faults } = await trial(flow, death);
  // Writes to ClickUp overlap, so another step may have this number this time: it is one of those that are walked all the same.
  const survived = ending.kind === 'killed' ? [] : [`it ended otherwise: ${JSON.stringify(ending)}`];
  return [...survived, ...faults].map((fault) => `FVM_ONLY=${name} (${step}): ${fault}`);
}

interface Trial {
  readonly ending: Ending;
  readonly faults: readonly string[];
}

/** A life, its death, and the life after it; what is wrong then. */
async function trial(flow: Flow, death: Death): Promise<Trial> {
  const stage = await flow.prepare();
  try {
    const senders = flow.senders(stage);
    let acknowledged: readonly (Kept | null)[] = [];
    const life = { flow: flow.name, environment: stage.environment, death };
    const ending = await cradle.live(life, async (url) => {
      acknowledged = await sendAll(senders, url);
    });
    totals.kills += death.at === null ? 0 : 1;
    totals.acknowledged += acknowledged.filter((kept) => kept !== null).length;
    return { ending, faults: await faultsAfter(flow, stage, acknowledged) };
  } finally {
    await stage.close();
  }
}

async function faultsAfter(flow: Flow, stage: Stage, acknowledged: readonly (Kept | null)[]): Promise<string[]> {
  const faults: string[] = [];
  const service = await liveOn(stage);
  try {
    const again = await sendAllAgain(flow.senders(stage), service.url);
    again.forEach((kept, index) => {
      if (kept === null) faults.push(`${index} was not taken after the restart`);
      else if (acknowledged[index] != null && kept.stored > 0) faults.push(`${index} was acknowledged and lost`);
    });
    await settle(service.kit);
    faults.push(...wrongInClickUp(flow, stage), ...(await wrongInDatabase(flow, service.kit)));
  } finally {
    await service.stop();
  }
  return faults;
}

/** Compared with every key that should be there: what is lost is missing, what was written twice is there twice. */
function wrongInClickUp({ written }: Flow, stage: Stage): readonly string[] {
  const keys = keysWritten(stage)
    .map(nameOf(accountsByTask(stage)))
    .sort();
  totals.written += keys.length;
  return JSON.stringify(keys) === JSON.stringify(written) ? [] : [`written: ${keys.join(', ')}`];
}

async function wrongInDatabase({ audited = {} }: Flow, { store }: Kit): Promise<readonly string[]> {
  const broken = await brokenInvariants(store);
  const audit = await store.audit.page({ accountKey: null, before: null, limit: 1_000 });
  const miscounted = Object.entries(audited)
    .map(([what, times]) => ({ what, times, found: audit.filter((entry) => entry.what === what).length }))
    .filter(({ times, found }) => times !== found);
  const waiting = (await store.outbox.waiting()).map(({ key }) => key);
  return [
    ...(await store.invariants.damage()),
    ...broken.map((each) => JSON.stringify(each)),
    ...miscounted.map(({ what, found }) => `${what} stands ${found} times in the audit`),
    ...waiting.map((key) => `${key} is left in the outbox`),
  ];
}

function accountsByTask({ world }: Stage): ReadonlyMap<string, string> {
  const { tasks } = world.sandbox.state() as unknown as { tasks: readonly { id: string; name: string }[] };
  return new Map(tasks.map(({ id, name }) => [id, name.replace('Account ', '')]));
}

/** Keys as the flows name them: by account id instead of task id, an answer without whom it answers. */
const nameOf =
  (accounts: ReadonlyMap<string, string>) =>
  (key: string): string => {
    if (key.startsWith('reply.')) return 'reply.';
    const [task = '', ...rest] = key.split('.');
    return [accounts.get(task) ?? task, ...rest].join('.');
  };
