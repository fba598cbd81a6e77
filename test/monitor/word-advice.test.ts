import type { Advice } from '../../src/domain/reworded.ts';
import { wordFinder } from '../../src/drafting/word-finder.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import { sweep, type SweepDeps } from '../../src/monitor/sweep.ts';
import { SimulatedTime } from '../clickup/support/simulated-time.ts';
import { onDay } from '../domain/builders.ts';
import { type FakeWriter, fakeWriter } from '../model/fake-writer.ts';
import { openTalk, rules, type Talk } from './conversation/talk.ts';
import { addAccount, NOW, type ReadWorld, usedOn } from './read-world.ts';
import { said, shippedMoves } from './sweeping.ts';

interface Asked extends Advice {
  readonly goals: string;
}

/** The account was used on day 3 and then never again: its first alert is raised on day 20, by the shipped general playbook. */
describe('the advice of an alert', () => {
  let talk: Talk;
  let time: SimulatedTime;
  beforeEach(async () => {
    talk = await openTalk();
    time = new SimulatedTime(NOW);
    await addAccount({ store: talk.store } as ReadWorld, { id: 'bolt', name: 'Bolt 24', events: usedOn(3) });
  });
  afterEach(() => talk.store.close());

  const sweepOn = async (
    day: number,
    writer: FakeWriter | null,
    { dryRun = false, budget = 8 }: { readonly dryRun?: boolean; readonly budget?: number } = {},
  ): Promise<readonly Write[]> => {
    await talk.store.events.touchSource('product', ['Task Completed'], onDay(day), null);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const words = writer === null ? null : wordFinder({ writer, after: time.after.bind(time), atOnce: 2 });
    const standard = rules();
    const alerts = { ...standard.alerts, budgetPerCsmPerDay: budget };
    const deps = {
      ...talk.deps,
      rules: { ...standard, alerts },
      log,
      moveFor: shippedMoves,
      words,
    } as unknown as SweepDeps;
    return (await sweep(deps, onDay(day), { dryRun })).writes;
  };
  const about = (writes: readonly Write[]): string =>
    writes
      .filter(({ key }) => key.startsWith('t-bolt'))
      .map(said)
      .join('\n');
  const digits = (text: string): readonly string[] => [...(text.match(/\d+/g) ?? [])].sort();
  /** Says each text in its own way: it turns the words round and keeps the figures. */
  const wording = (change: (text: string, at: number) => string = (text) => `Please do this: ${text}`): FakeWriter =>
    fakeWriter({
      intervention: (facts) => {
        const { moves, message } = facts as Asked;
        return { answer: { moves: moves.map(change), message: change(message, moves.length) } };
      },
    });
  const withoutModel = async (day: number): Promise<string> => about(await sweepOn(day, null, { dryRun: true }));

  it('is in the model’s words, and every figure of task and comment is the same as without it', async () => {
    const without = await withoutModel(20);
    const withModel = about(await sweepOn(20, wording()));
    expect(withModel.match(/Please do this:/g)).toHaveLength(5);
    expect(without).not.toContain('Please do this');
    expect(digits(withModel)).toEqual(digits(without));
    expect(digits(without).length).toBeGreaterThan(20);
  });

  it('is asked for without the names of customer and people', async () => {
    const writer = wording();
    await sweepOn(20, writer);
    const sent = JSON.stringify(writer.asked.map(({ facts }) => facts));
    expect(sent).toContain('CUSTOMER');
    for (const name of ['Bolt', 'Carla', 'Lee']) expect(sent).not.toContain(name);
  });

  it.each([
    ['an invented figure', (text: string) => `${text} It takes 90 minutes.`],
    ['a figure in words', (text: string) => `${text} It takes ninety minutes.`],
    ['a figure more often than it was', (text: string) => text.replace(/(\d+)/, '$1 and $1')],
    ['an invented person', (text: string) => `${text} Then call Sarah.`],
    ['a mention', (text: string) => `${text} @Carla`],
    ['a link', (text: string) => `${text} https://evil.example`],
    ['more than anybody reads', (text: string) => `${text} ${'Go on. '.repeat(90)}`],
    ['nothing', () => ' '],
  ])('is the playbook’s own where the model writes %s', async (_, change) => {
    const without = await withoutModel(20);
    expect(about(await sweepOn(20, wording(change)))).toBe(without);
  });

  it('is the playbook’s own where the model writes more moves than were chosen', async () => {
    const without = await withoutModel(20);
    const more = fakeWriter({
      intervention: (facts) => {
        const { moves, message } = facts as Asked;
        return { answer: { moves: [...moves, 'Wait for them.'], message } };
      },
    });
    expect(about(await sweepOn(20, more))).toBe(without);
    expect(more.asked[0]?.complaints).toEqual(['write 3 moves, as the facts have']);
  });

  it('goes out as the playbook says it when the model has no words within a minute', async () => {
    const without = await withoutModel(20);
    const silent = fakeWriter({ intervention: () => new Promise(() => undefined) });
    const sweeping = sweepOn(20, silent);
    while (silent.asked.length < 1) await time.passUntil(time.now());
    await time.passUntil(time.now() + 60_000);
    expect(about(await sweeping)).toBe(without);
  });

  it('is asked for a few alerts at a time, and not for the others once the minute is over', async () => {
    for (const id of ['carve', 'dune', 'elm'])
      await addAccount({ store: talk.store } as ReadWorld, { id, events: usedOn(3) });
    const silent = fakeWriter({ intervention: () => new Promise(() => undefined) });
    const sweeping = sweepOn(20, silent);
    while (silent.asked.length < 2) await time.passUntil(time.now());
    await time.passUntil(time.now() + 60_000);
    expect((await sweeping).filter(({ kind }) => kind === 'create_task')).toHaveLength(5);
    expect(silent.asked).toHaveLength(2);
  });

  it('stays in these words when the alert’s figures change, without asking again', async () => {
    const writer = wording();
    await sweepOn(20, writer);
    const asked = writer.asked.length;
    const refreshed = about(await sweepOn(34, writer));
    expect(refreshed).toContain('Please do this:');
    expect(digits(refreshed)).toEqual(digits(await withoutWords(34)));
    expect(writer.asked).toHaveLength(asked);
  });

  it('is kept with an alert that is held, and is not asked for again when it goes out', async () => {
    const writer = wording();
    expect(about(await sweepOn(20, writer, { budget: 0 }))).toBe('');
    expect(about(await sweepOn(20, writer))).toContain('Please do this:');
    expect(writer.asked).toHaveLength(2);
  });

  /** What the second sweep writes where the first one had no model. */
  async function withoutWords(day: number): Promise<string> {
    const other = await openTalk();
    const before = talk;
    talk = other;
    await addAccount({ store: other.store } as ReadWorld, { id: 'bolt', name: 'Bolt 24', events: usedOn(3) });
    await sweepOn(20, null);
    const text = about(await sweepOn(day, null));
    await other.store.close();
    talk = before;
    return text;
  }

  it('costs nothing in a rehearsal', async () => {
    const writer = wording();
    await sweepOn(20, writer, { dryRun: true });
    expect(writer.asked).toEqual([]);
  });
});
