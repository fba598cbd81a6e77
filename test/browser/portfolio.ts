import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayToIso } from '../../src/domain/local-date.ts';

/** An invented portfolio as files for the commands `import`: accounts of the last five months, fast, slow, stuck and gone. */
export interface PortfolioFiles {
  readonly accounts: string;
  readonly plans: string;
  readonly events: string;
}

/** Names as customers have them, two of them as nobody should. */
export const HOSTILE_NAME = '<img src=x onerror=alert(1)> & Sons';
export const FORMULA_NAME = '=HYPERLINK("http://evil.example","click")';

const DAY_MS = 86_400_000;
const DAYS = 150;
const TIERS = ['self-serve', 'foundation', 'professional', 'enterprise'];
const USE_CASES = ['Plan sprints across teams', 'Track bugs', 'Run a support queue'];
const CSMS = ['cara@sprintly.example', 'omar@sprintly.example'];
const FIRST = [
  'Amber',
  'Birch',
  'Cedar',
  'Delta',
  'Ember',
  'Fjord',
  'Grove',
  'Heron',
  'Iris',
  'Jade',
  'Kestrel',
  'Linden',
];
const SECOND = [
  'Robotics',
  'Foods',
  'Legal',
  'Energy',
  'Fitness',
  'Couriers',
  'Retail',
  'Studios',
  'Clinics',
  'Freight',
];

const PLANS = `
- match: { use_case: "${USE_CASES[1]}" }
  plan:
    statement: A real bug is fixed by the team
    signal: { event: Bug Fixed, count: 1 }
    by_day: 10
    core_events: [Bug Fixed, Bug Reported]
    steps:
      - { name: First bugs reported, signal: { event: Bug Reported, count: 3 }, by_day: 4 }
- match: {}
  plan:
    statement: The team finishes its first sprint
    signal: { event: Sprint Completed, count: 1 }
    by_day: 21
    core_events: [Sprint Completed, Task Completed]
    steps:
      - { name: Backlog filled with real work, signal: { event: Task Created, count: 10 }, by_day: 5 }
      - { name: A colleague finishes a task, signal: { event: Task Completed, distinct_users: 2 }, by_day: 12 }
`;

/** The same numbers each time: a small linear congruential generator. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

interface Sent {
  readonly account_id: string;
  readonly user_id: string;
  readonly event: string;
  readonly timestamp: string;
  readonly message_id: string;
}

/** @param now the portfolio ends here; events are some hours older than it */
export async function writePortfolio(folder: string, count: number, now: number): Promise<PortfolioFiles> {
  const roll = dice(count);
  const today = Math.floor(now / DAY_MS);
  const accounts: object[] = [];
  const events: Sent[] = [];
  for (let n = 0; n < count; n += 1) {
    const age = 3 + Math.floor(roll() * DAYS);
    const account = anAccount(n, today - age, roll);
    accounts.push(account);
    events.push(...lifeOf(account, age, now, roll));
  }
  const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const file = (name: string): string => join(folder, name);
  await writeFile(file('accounts.jsonl'), lines(accounts));
  await writeFile(file('events.jsonl'), lines(events));
  await writeFile(file('plans.yaml'), PLANS);
  return { accounts: file('accounts.jsonl'), plans: file('plans.yaml'), events: file('events.jsonl') };
}

type Row = Readonly<Record<string, string | undefined>> & { readonly account_id: string };

function anAccount(n: number, startedOn: number, roll: () => number): Row {
  const chance = roll();
  const left = chance > 0.9 ? { status: 'left', ended_on: dayToIso(startedOn + 2) } : {};
  const other = chance < 0.02 ? { status: 'paused' } : chance < 0.03 ? { status: 'excluded' } : left;
  return {
    account_id: `account-${n}`,
    name: n === 0 ? HOSTILE_NAME : n === 1 ? FORMULA_NAME : nameOf(n),
    tier: TIERS[n % TIERS.length],
    use_case: USE_CASES[n % USE_CASES.length],
    csm_email: CSMS[n % CSMS.length],
    started_on: dayToIso(startedOn),
    ...(roll() < 0.2 ? { trial_ends_on: dayToIso(startedOn + 30) } : {}),
    renews_on: dayToIso(startedOn + 365),
    ...other,
  };
}

const nameOf = (n: number): string =>
  `${FIRST[n % FIRST.length]} ${SECOND[Math.floor(n / FIRST.length) % SECOND.length]} ${Math.floor(n / (FIRST.length * SECOND.length)) + 1}`;

/** Its pace is its own; a fifth stops on the way, a twelfth never begins, and those who left hardly did. */
function lifeOf(account: Row, age: number, now: number, roll: () => number): readonly Sent[] {
  const pace = 0.4 + roll() * 1.6;
  const fate = roll();
  const isBugs = account.use_case === USE_CASES[1];
  const milestones = isBugs
    ? [[4, 'Bug Reported', 3] as const, [10, 'Bug Fixed', 1] as const]
    : [[5, 'Task Created', 10] as const, [12, 'Task Completed', 2] as const, [21, 'Sprint Completed', 1] as const];
  const reached = fate < 0.08 ? 0 : fate < 0.28 ? 1 + Math.floor(roll() * (milestones.length - 1)) : milestones.length;
  const sent: Sent[] = [];
  const send = (day: number, event: string, nth: number): void => {
    const at = now - (age - day) * DAY_MS - 6 * 3_600_000 + nth * 60_000;
    if (day > age || (account.status === 'left' && day > 2)) return;
    const message_id = `${account.account_id}-${sent.length}`;
    sent.push({
      account_id: account.account_id,
      user_id: `${account.account_id}-u${nth % 3}`,
      event,
      timestamp: new Date(at).toISOString(),
      message_id,
    });
  };
  for (const [day, event, times] of milestones.slice(0, reached))
    for (let nth = 0; nth < times; nth += 1) send(Math.round(day * pace), event, nth);
  if (reached > 0)
    for (let day = 0; day < Math.min(age, 40); day += 1 + Math.floor(roll() * 5)) send(day, 'Signed In', day);
  return sent;
}
