import { LISTS, PEOPLE } from '../../src/cli/demo/workspace.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/duration.ts';
import { type World, WRITE_KEY } from '../end-to-end/world.ts';

/** Lives of a few dozen customers, day by day: what their people do, and what ours say. */

export const SOAK_MONITOR = `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup:
  accounts_list: "${LISTS.accounts}"
  alerts_list: "${LISTS.alerts}"
  reports_list: "${LISTS.reports}"
  statuses: { left: [churned], paused: [on hold] }
approval: { default: auto }
owners: { lead: "${PEOPLE.tara.id}", fallback: "${PEOPLE.frida.id}" }
alerts: { budget_per_csm_per_day: 1, time_zone: Europe/Berlin }
`;

/** How a customer lives; days count from its own start. */
interface Habit {
  readonly event: string;
  readonly from: number;
  readonly to: number;
  readonly every: number;
}
const FOREVER = 10_000;
const HABITS: readonly (readonly Habit[])[] = [
  [
    { event: 'Task Created', from: 0, to: FOREVER, every: 2 },
    { event: 'Task Completed', from: 3, to: FOREVER, every: 1 },
    { event: 'Sprint Completed', from: 14, to: FOREVER, every: 14 },
  ],
  [{ event: 'Signed In', from: 0, to: FOREVER, every: 3 }],
  [
    { event: 'Task Created', from: 0, to: 8, every: 1 },
    { event: 'Signed In', from: 0, to: 12, every: 2 },
  ],
  [
    { event: 'Task Created', from: 10, to: FOREVER, every: 5 },
    { event: 'Sprint Completed', from: 40, to: FOREVER, every: 20 },
  ],
];

interface Customer {
  readonly id: string;
  readonly taskId: string;
  readonly startedOn: number;
  readonly habits: readonly Habit[];
}

export class SoakWorld {
  readonly #world: World;
  readonly #customers: Customer[] = [];
  #sent = 0;

  constructor(world: World) {
    this.#world = world;
  }

  get events(): number {
    return this.#sent;
  }

  /** One more of them, by turns of each kind. */
  async enter(now: number): Promise<void> {
    const number = this.#customers.length + 1;
    const id = `soak-${number}`;
    const fields = {
      'Account ID': id,
      'Use case': 'Plan sprints',
      'Onboarding goals': 'Colleagues finish tasks together',
      'Start date': now,
      CSM: number % 2 === 0 ? 'cara' : 'omar',
      'Onboarding lead': 'lena',
    };
    const taskId = await this.#world.addAccount({ name: `Customer ${number}`, fields });
    this.#customers.push({ id, taskId, startedOn: now, habits: HABITS[number % HABITS.length] ?? [] });
  }

  /** What their people did in the product on this day; true once it was acknowledged. */
  async use(url: string, now: number): Promise<boolean> {
    const batch = this.#customers.flatMap(({ id, startedOn, habits }) => {
      const day = Math.round((now - startedOn) / DAY_MS);
      const done = habits.filter(({ from, to, every }) => day >= from && day <= to && (day - from) % every === 0);
      return done.flatMap(({ event }) => ['ann', 'bob'].map((who) => track(id, event, `${id}-${who}`, now)));
    });
    this.#sent += batch.length;
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const headers = { Authorization, 'Content-Type': 'application/json' };
    const sentAt = new Date(now).toISOString();
    const answer = await fetch(`${url}/v1/batch`, { method: 'POST', headers, body: JSON.stringify({ batch, sentAt }) });
    return answer.status === 200;
  }

  /** Ours ask, answer and put aside, another customer each day; now and then one leaves. */
  async talk(day: number): Promise<void> {
    const customer = this.#customers[day % this.#customers.length];
    if (customer === undefined) return;
    const { standIn, workspace } = this.#world;
    const text = [' status', ' why', ' snooze 7d they are at a fair', ' noise'][day % 4];
    const comment = [{ type: 'tag', user: { id: PEOPLE.agent.id } }, { text }];
    const path = `/v2/task/${customer.taskId}/comment`;
    await standIn.as(workspace.tokens.cara).post(path, { comment, notify_all: false });
    if (day % 21 === 20)
      await standIn.as(workspace.tokens.tara).put(`/v2/task/${customer.taskId}`, { status: 'churned' });
  }
}

const track = (groupId: string, event: string, userId: string, now: number) => ({
  type: 'track',
  event,
  userId,
  messageId: `${userId}-${event}-${now}`,
  timestamp: new Date(now - HOUR_MS).toISOString(),
  context: { groupId },
});
