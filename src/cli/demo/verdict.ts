import type { SandboxControl } from '../../sandbox/control-client.ts';
import { LISTS, PEOPLE, type PersonName, type Workspace } from './workspace.ts';

/** What the story promises, read back from the stand-in as a member would see it. */
export interface Check {
  readonly says: string;
  readonly holds: boolean;
}

interface Block {
  readonly type?: string;
  readonly text?: string;
  readonly user?: { readonly id: number };
  readonly attributes?: { readonly link?: string };
}
interface Comment {
  readonly id: string;
  readonly comment: readonly Block[];
  readonly comment_text: string;
  readonly user: { readonly id: number };
}
interface Task {
  readonly id: string;
  readonly name: string;
  readonly status: { readonly status: string; readonly type: string };
  readonly assignees: readonly { readonly id: number }[];
  readonly creator: { readonly id: number };
  readonly priority: { readonly priority: string } | null;
  readonly due_date: string | null;
  readonly url: string;
}

/** Reads everything once, then judges it: one line a promise. */
export async function readVerdict(
  standIn: SandboxControl,
  { tokens }: Workspace,
  tasks: ReadonlyMap<string, string>,
): Promise<readonly Check[]> {
  const tara = standIn.as(tokens.tara);
  const alerts = await tara.get<{ tasks: readonly Task[] }>(`/v2/list/${LISTS.alerts}/task?include_closed=true`);
  const threads = new Map<string, readonly Comment[]>();
  const replies: Comment[] = [];
  for (const [account, taskId] of tasks) {
    const { comments } = await tara.get<Comments>(`/v2/task/${taskId}/comment`);
    threads.set(account, comments);
    for (const { id } of comments) replies.push(...(await tara.get<Comments>(`/v2/comment/${id}/reply`)).comments);
  }
  return judge({ alerts: alerts.tasks, threads, replies });
}

interface Comments {
  readonly comments: readonly Comment[];
}

interface Seen {
  readonly alerts: readonly Task[];
  readonly threads: ReadonlyMap<string, readonly Comment[]>;
  readonly replies: readonly Comment[];
}

function judge(seen: Seen): readonly Check[] {
  const { threads, replies } = seen;
  const drafted = [...threads].filter(([, comments]) =>
    comments.some((each) => fromAgent(each) && mentions(each, 'lena') && says(each, 'First-value milestone')),
  );
  const inForce = replies.filter((reply) => fromAgent(reply) && says(reply, 'In force'));
  return [
    {
      says: `all ${threads.size} accounts got a draft that mentions their lead`,
      holds: threads.size > 0 && drafted.length === threads.size,
    },
    {
      says: 'the account that said too little was asked one question first',
      holds: count(threads.get('aurora'), 'One question') === 1,
    },
    { says: 'each approval was answered in its thread', holds: inForce.length === threads.size },
    ...hardAlert(seen, 'harbour', 'Harbour Energy', 'cara', 'open'),
    ...hardAlert(seen, 'cobalt', 'Cobalt Fitness', 'omar', 'closed'),
    {
      says: 'Juniper Legal: one comment to its CSM, repeated once after ten working days, no task',
      holds: tasksOf(seen, 'Juniper Legal').length === 0 && mentionsOf(seen, 'juniper', 'omar') === 2,
    },
    {
      says: 'Northwind Robotics: the good news, once',
      holds: count(threads.get('northwind'), 'has reached first value') === 1,
    },
    {
      says: 'Maple Retail: an alert early in its trial',
      holds: tasksOf(seen, 'Maple Retail').length === 1,
    },
    { says: 'Wren Couriers: an alert when it went silent', holds: tasksOf(seen, 'Wren Couriers').length === 1 },
    { says: 'nothing was written twice', holds: writtenOnce(seen) },
  ];
}

function hardAlert(
  seen: Seen,
  account: string,
  name: string,
  csm: PersonName,
  status: 'open' | 'closed',
): readonly Check[] {
  const [task, ...more] = tasksOf(seen, name);
  const right =
    task !== undefined &&
    more.length === 0 &&
    task.assignees.some(({ id }) => id === PEOPLE[csm].id) &&
    task.due_date !== null &&
    task.priority !== null;
  return [
    {
      says: `${name}: exactly one alert task, assigned to ${PEOPLE[csm].name}, now ${status}`,
      holds: right && (task.status.type === 'closed') === (status === 'closed'),
    },
    {
      says: `${name}: exactly one comment that calls ${PEOPLE[csm].name} to it`,
      holds:
        (seen.threads.get(account) ?? []).filter(
          (each) => mentions(each, csm) && links(each).includes(task?.url ?? '-'),
        ).length === 1,
    },
  ];
}

const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;
const says = ({ comment_text: text }: Comment, words: string): boolean => text.includes(words);
const mentions = ({ comment }: Comment, who: PersonName): boolean =>
  comment.some(({ type, user }) => type === 'tag' && user?.id === PEOPLE[who].id);
const links = ({ comment }: Comment): readonly string[] => comment.flatMap(({ attributes }) => attributes?.link ?? []);
const count = (comments: readonly Comment[] = [], words: string): number =>
  comments.filter((each) => fromAgent(each) && says(each, words)).length;
const tasksOf = ({ alerts }: Seen, name: string): readonly Task[] =>
  alerts.filter((task) => task.creator.id === PEOPLE.agent.id && task.name.startsWith(name));
const mentionsOf = ({ threads }: Seen, account: string, who: PersonName): number =>
  (threads.get(account) ?? []).filter((each) => fromAgent(each) && mentions(each, who)).length;

/** Every write carries a key in a link's address; no key stands in two comments. */
function writtenOnce({ threads, replies }: Seen): boolean {
  const written = [...[...threads.values()].flat(), ...replies].filter(fromAgent);
  const keys = written.flatMap((comment) =>
    links(comment)
      .filter((link) => link.includes('#fvm-'))
      .slice(-1),
  );
  return written.length > 0 && keys.length === written.length && new Set(keys).size === keys.length;
}
