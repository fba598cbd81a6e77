import type { Day, Instant } from '../../domain/account.ts';
import { DAY_MS } from '../../domain/duration.ts';
import { instantAt, localNoon } from '../../domain/local-date.ts';
import type { SandboxControl } from '../../sandbox/control-client.ts';
import type { RunningService } from '../kit.ts';
import { type Act, CAST, type Character } from './cast.ts';
import type { DemoClock } from './clock.ts';
import type { Narrator } from './narrator.ts';
import type { Sender } from './sender.ts';
import { fieldValue, GUEST, LISTS, PEOPLE, SPACE, type Workspace } from './workspace.ts';

/** Everything the story is played with. */
export interface Stage {
  readonly standIn: SandboxControl;
  readonly workspace: Workspace;
  readonly service: RunningService;
  readonly sender: Sender;
  readonly clock: DemoClock;
  readonly narrator: Narrator;
  /** Task ids by the account's id, filled as tasks are created. */
  readonly tasks: Map<string, string>;
  /** First day of the story. */
  readonly firstDay: Day;
}

export const ZONE = 'Europe/Berlin';
export const STORY_DAYS = 36;
const MORNING = 9 * 60;
const NOON = 11 * 60;
const AFTERNOON = 15 * 60;

/** One day: tasks come in the morning, people act before noon, customers work until the afternoon; a sweep after each half. */
export async function playDay(stage: Stage, day: number): Promise<void> {
  await moveTo(stage, day, MORNING);
  for (const character of CAST.filter(({ enters }) => enters === day)) await enter(stage, character, day);
  await settle(stage);
  await moveTo(stage, day, NOON);
  for (const character of CAST) {
    for (const act of character.acts.filter((each) => each.day === day - character.enters))
      await perform(stage, character, act);
  }
  await settle(stage);
  await sweepAndDeliver(stage);
  await moveTo(stage, day, AFTERNOON);
  for (const character of CAST) use(stage, character, day);
  await stage.sender.flush();
  await sweepAndDeliver(stage);
  await settle(stage);
  await stage.narrator.tell();
}

async function moveTo(stage: Stage, day: number, minute: number): Promise<void> {
  const now = instantAt(stage.firstDay + day, minute, ZONE);
  stage.clock.set(now);
  await stage.standIn.put('/clock', { now });
}

async function enter(stage: Stage, character: Character, day: number): Promise<void> {
  const { standIn, workspace, tasks, firstDay, sender } = stage;
  const startsOn = localNoon(firstDay + day, ZONE);
  const values: readonly (readonly [string, string | number | null])[] = [
    ['Account ID', character.id],
    ['Use case', character.useCase],
    ['Onboarding goals', character.goals],
    ['Tier', character.tier],
    ['Start date', startsOn],
    ['Trial ends', character.trialDays === null ? null : localNoon(firstDay + day + character.trialDays, ZONE)],
    ['CSM', character.csm],
    ['Onboarding lead', 'lena'],
    ['Time zone', ZONE],
    ['Onboarding list', await onboardingList(stage, character, startsOn)],
  ];
  const custom_fields = values.flatMap(([name, value]) => (value === null ? [] : [fieldValue(workspace, name, value)]));
  const task = await standIn.as(workspace.tokens.tara).post<{ id: string }>(`/v2/list/${LISTS.accounts}/task`, {
    name: character.name,
    description: 'Demo data: an invented customer.',
    custom_fields,
  });
  tasks.set(character.id, task.id);
  for (const person of new Set(character.usage.flatMap(({ by }) => by)))
    sender.group(`${character.id}-${person}`, character.id, character.name);
}

/** A list of the account's own with the work of its onboarding; null where the story has none. */
async function onboardingList(
  { standIn, workspace }: Stage,
  { name, onboarding = [] }: Character,
  startsOn: Instant,
): Promise<string | null> {
  if (onboarding.length === 0) return null;
  const tara = standIn.as(workspace.tokens.tara);
  const list = await tara.post<{ id: string }>(`/v2/space/${SPACE}/list`, { name: `${name}: onboarding` });
  for (const { task, who, due } of onboarding) {
    await tara.post(`/v2/list/${list.id}/task`, {
      name: task,
      assignees: [who === 'customer' ? GUEST.id : PEOPLE[who].id],
      due_date: startsOn + due * DAY_MS,
      due_date_time: true,
    });
  }
  return list.id;
}

async function perform(stage: Stage, character: Character, act: Act): Promise<void> {
  const { standIn, workspace, tasks } = stage;
  const taskId = tasks.get(character.id) ?? '';
  if (act.kind === 'fills') {
    const { id, value } = fieldValue(workspace, act.field, act.value);
    await standIn.as(workspace.tokens[act.who]).post(`/v2/task/${taskId}/field/${id}`, { value });
    return;
  }
  const { comments } = await standIn
    .as(workspace.tokens[act.who])
    .get<{ comments: readonly { id: string; user: { id: number } }[] }>(`/v2/task/${taskId}/comment`);
  const thread = comments.find(({ user }) => user.id === PEOPLE.agent.id);
  // Nothing was drafted: there is nothing to answer, and the story will say so at its end.
  if (thread === undefined) return;
  await standIn.as(workspace.tokens[act.who]).post(`/v2/comment/${thread.id}/reply`, {
    comment_text: act.text,
    notify_all: false,
  });
}

function use({ sender, firstDay }: Stage, character: Character, day: number): void {
  const own = day - character.enters;
  const opens = instantAt(firstDay + day, MORNING, ZONE);
  for (const { event, from, to, every = 1, count = 1, by, properties = {} } of character.usage) {
    if (own < from || own > to || (own - from) % every !== 0) continue;
    for (let turn = 0; turn < count; turn += 1) {
      const person = by[(own + turn) % by.length] ?? '';
      sender.track({
        event,
        userId: `${character.id}-${person}`,
        accountId: character.id,
        at: opens + turn * 17 * 60_000,
        properties,
      });
    }
  }
}

/** What the clock of a running service does by itself; here the story's clock says when. */
async function sweepAndDeliver({ service }: Stage): Promise<void> {
  await service.alone(async () => {
    await service.kit.monitor().sweep({ dryRun: false });
    await service.kit.monitor().deliver();
  });
}

const MOST_ROUNDS = 10;

/** Until ClickUp has told everything, and everything told is handled and answered. */
async function settle({ standIn, service, clock }: Stage): Promise<void> {
  const { kit } = service;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await standIn.get('/idle');
    await service.alone(async () => {
      await kit.monitor().talk();
      await kit.monitor().round();
    });
    await standIn.get('/idle');
    if ((await kit.store.inbox.waiting()) === 0 && (await dueWrites(service, clock.now())) === 0) return;
  }
}

async function dueWrites({ kit }: RunningService, now: Instant): Promise<number> {
  return (await kit.store.outbox.waiting()).filter(({ notBefore }) => notBefore <= now).length;
}
