import { type Block, toBlocks } from '../../src/clickup/blocks.ts';
import { toMarkdown } from '../../src/clickup/markdown.ts';
import { oneLine } from '../../src/clickup/plain.ts';
import { draftFromTemplates } from '../../src/drafting/template-drafter.ts';
import { wordFinder } from '../../src/drafting/word-finder.ts';
import type { FieldValue } from '../../src/monitor/board.ts';
import type { DraftDeps } from '../../src/monitor/draft-deps.ts';
import { type KeepDeps, keepAccountTask } from '../../src/monitor/keep-accounts.ts';
import type { Message } from '../../src/monitor/message.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import type { Store } from '../../src/monitor/store.ts';
import { sweep, type SweepDeps } from '../../src/monitor/sweep.ts';
import { aPlan, onDay } from '../domain/builders.ts';
import { shippedCatalogue, shippedLibrary, shippedTiers } from '../drafting/shipped.ts';
import { type FakeWriter, fakeWriter } from '../model/fake-writer.ts';
import { aComment, aTask, rules, rulesForTasks, WHO, type Who } from './conversation/talk.ts';
import { openTalkLine, type TalkLine } from './conversation/talk-line.ts';
import { addAccount, approvePlan, hear, NOW, type ReadWorld, usedOn } from './read-world.ts';
import { shippedMoves } from './sweeping.ts';

/** Where somebody may write whatever they like. */
export interface Hostile {
  readonly name?: string;
  readonly goals?: string;
  readonly useCase?: string;
  readonly tier?: string;
  readonly description?: string;
  readonly event?: string;
  readonly property?: string;
  readonly rejectReason?: string;
  readonly question?: string;
  readonly edit?: string;
  readonly snoozeReason?: string;
}

/** Everything that came of one account's life, as ClickUp gets it and as the database keeps it. */
export interface Lived {
  readonly blocks: readonly (readonly Block[])[];
  readonly descriptions: readonly string[];
  readonly names: readonly string[];
  /** Audit of all accounts: what happened to which. */
  readonly audit: readonly string[];
  readonly plans: readonly { readonly status: string; readonly events: readonly string[] }[];
  /** What the model was told, as JSON; null: there was none. */
  readonly told: string | null;
  readonly answer: string;
}

const SECRET = 'Umbrella SECRET-PROJECT';

/** A model that writes what the attacker wants, whatever it is asked for. */
const obedient = (wants: string): FakeWriter =>
  fakeWriter({
    answer: { answer: { answer: wants, used: ['state'] } },
    'edit-plan': { answer: { lines: [`statement: ${wants}`, 'event: Attacker Event'] } },
    intervention: { answer: { moves: [wants, wants, wants], message: wants } },
  });

const text = (value: string | undefined): FieldValue => ({ kind: 'text', text: value ?? 'Finish work together' });
const people = (who: Who, name: string): FieldValue => ({ kind: 'people', people: [{ id: WHO[who], name }] });

/** An account is taken in, drafted for, spoken about and alerted on, beside another one that nobody asked about. */
export async function live(hostile: Hostile, wants: string | null): Promise<Lived> {
  const line = await openTalkLine();
  const { talk } = line;
  const world = { store: talk.store } as ReadWorld;
  await addAccount(world, { id: 'other', name: 'Umbrella Ltd', goals: SECRET, useCase: SECRET, status: 'excluded' });
  await takeIn(line, hostile);
  const account = await talk.store.accounts.byTask('t-victim');
  if (account === null) throw new Error('the account was not taken in');
  const [first] = usedOn(3);
  if (first === undefined) throw new Error('no event');
  const sent = { ...first, properties: { note: hostile.property ?? 'fine' } };
  await hear(world, 'victim', [sent, { ...sent, messageId: 'm-x', name: hostile.event ?? 'Page Seen' }]);
  await approvePlan(world, account, aPlan(), onDay(0));
  const writer = wants === null ? null : obedient(wants);
  const words = writer === null ? null : wordFinder({ writer, after: line.time.after.bind(line.time), atOnce: 2 });
  const catalogue = shippedCatalogue;
  const drafter: DraftDeps['drafter'] = async (request) => ({
    outcome: draftFromTemplates({ ...request, catalogue }, shippedLibrary, shippedTiers),
    author: 'template',
  });
  line.start({ words, drafter, draftAtOnce: drafter });
  const answer = await talkAbout(line, hostile);
  await sweepOnce(line, words);
  const lived = await readAll(line, account.key);
  await talk.store.close();
  return { ...lived, told: writer === null ? null : JSON.stringify(writer.asked.map(({ facts }) => facts)), answer };
}

async function takeIn({ talk }: TalkLine, hostile: Hostile): Promise<void> {
  const fields = new Map<string, FieldValue>([
    ['account_id', { kind: 'text', text: 'victim' }],
    ['use_case', text(hostile.useCase)],
    ['tier', text(hostile.tier ?? 'professional')],
    ['started_on', { kind: 'date', at: onDay(0) }],
    ['csm', people('csm', 'Carla Ruiz')],
    ['onboarding_lead', people('lead', 'Lee Onboard')],
  ]);
  if (hostile.description === undefined) fields.set('goals', text(hostile.goals));
  const part = { id: 't-victim', url: 'https://app.clickup.com/t/t-victim', listId: 'accounts', fields };
  const task = aTask({ ...part, name: hostile.name ?? 'Victim Ltd', description: hostile.description ?? '' });
  const deps = { ...talk.deps, rules: rulesForTasks() } as unknown as KeepDeps;
  await keepAccountTask(deps, task, NOW, 'by itself');
}

async function talkAbout(line: TalkLine, hostile: Hostile): Promise<string> {
  const says: readonly (readonly [string, Who])[] = [
    ['redraft', 'lead'],
    [hostile.question ?? 'How are they doing?', 'csm'],
    ['why', 'member'],
    [`reject ${hostile.rejectReason ?? 'too small'}`, 'lead'],
    [`edit ${hostile.edit ?? 'make it harder'}`, 'lead'],
    [`snooze 1d ${hostile.snoozeReason ?? 'holidays'}`, 'csm'],
    ['resume', 'csm'],
  ];
  for (const [n, [words, who]] of says.entries()) {
    const part = { taskId: 't-victim', authorId: WHO[who], digest: `digest-${n}` };
    await line.tell(aComment({ ...part, id: `say-${n}`, text: words }));
    await line.pass(1);
  }
  return line.answersTo('say-1').join('\n');
}

async function sweepOnce({ talk }: TalkLine, words: SweepDeps['words']): Promise<void> {
  await talk.store.events.touchSource('product', ['Task Completed'], NOW, null);
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps = { ...talk.deps, rules: rules(), log, moveFor: shippedMoves, words } as unknown as SweepDeps;
  await sweep(deps, NOW, { dryRun: false });
}

/** Everything that waits to be written, as if it had been: what follows a task needs its id. */
async function written({ outbox }: Store): Promise<readonly Write[]> {
  const rows: Write[] = [];
  for (;;) {
    const [claimed] = await outbox.claim(NOW + 60_000, 1_000, 1);
    if (claimed === undefined) return rows;
    rows.push(claimed.write);
    const id = `made-${rows.length}`;
    const result = claimed.write.kind === 'create_task' ? { taskId: id, url: `https://app.clickup.com/t/${id}` } : {};
    await outbox.done(claimed.write.key, result, NOW);
  }
}

async function readAll({ talk, said }: TalkLine, key: string): Promise<Omit<Lived, 'told' | 'answer'>> {
  const rows = await written(talk.store);
  const bodies = rows.flatMap((write): readonly Message[] => ('body' in write && write.body ? [write.body] : []));
  const messages = [...said.map(({ message }) => message), ...bodies];
  const audit = await talk.store.audit.page({ accountKey: null, before: null, limit: 200 });
  return {
    blocks: messages.map(toBlocks),
    descriptions: messages.map(toMarkdown),
    names: rows.flatMap((write) => ('name' in write && write.name !== undefined ? [oneLine(write.name)] : [])),
    audit: audit.map(({ what, accountKey }) => `${what} of ${accountKey}`),
    plans: (await talk.store.plans.versions(key)).map(({ status, plan }) => ({ status, events: plan.signal.event })),
  };
}
