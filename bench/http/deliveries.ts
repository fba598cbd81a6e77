import { createHmac } from 'node:crypto';
import type { Load } from './messages.ts';
import { post } from './post.ts';

/** Deliveries as ClickUp sends them, 1.1 to 1.9 kB, each of an act of its own. */

export const WEBHOOK = {
  id: '4b67ac88-e506-4a29-9d42-26e504e3435e',
  secret: 'a secret of sixty-four characters, as long as ClickUp makes them',
};

const LEA = {
  id: 70_000_002,
  username: 'Lea Lead',
  email: 'lea@example.test',
  color: '#7b68ee',
  initials: 'LL',
  profilePicture: null,
};
const WORDS = 'We moved the last import to Monday, the customer wants to see the board first. ';

type Act = (
  seed: string,
  index: number,
) => { readonly event: string; readonly item: Readonly<Record<string, unknown>> };

const moved: Act = () => ({
  event: 'taskStatusUpdated',
  item: {
    field: 'status',
    data: { status_type: 'custom' },
    before: { status: 'to do', color: '#f9d900', orderindex: 0, type: 'open', note: WORDS.repeat(6) },
    after: { status: 'in progress', color: '#7C4DFF', orderindex: 1, type: 'custom' },
  },
});
const said: Act = (seed, index) => ({
  event: 'taskCommentPosted',
  item: {
    field: 'comment',
    data: {},
    before: null,
    after: `c${seed}${index}`,
    comment: {
      id: `c${seed}${index}`,
      date: '1789000000456',
      parent: `t${index % 500}`,
      type: 1,
      comment: [
        { text: WORDS.repeat(3), attributes: {} },
        { text: '@Lea', type: 'tag', user: LEA },
      ],
      text_content: WORDS.repeat(3),
      user: LEA,
      assignee: null,
    },
  },
});
const changed: Act = () => ({
  event: 'taskUpdated',
  item: {
    field: 'custom_field',
    data: { rollup: null },
    before: WORDS.repeat(4),
    after: WORDS.repeat(5),
    custom_field: {
      id: 'f2d1a9c0-0a3e-4c0a-9e9a-1c7b4f3d2e10',
      name: 'Goals',
      type: 'text',
      type_config: {},
      values: {},
    },
  },
});
const ACTS = [moved, said, changed, moved];

export function deliveries({ path, requests, seed, port }: Load): readonly Buffer[] {
  return Array.from({ length: requests }, (_, index) => {
    const body = Buffer.from(JSON.stringify(delivery(seed, index)));
    const signature = createHmac('sha256', WEBHOOK.secret).update(body).digest('hex');
    // The second one for Probot, which checks GitHub's header and asks for its names.
    const github = `X-Hub-Signature-256: sha256=${signature}\r\nX-GitHub-Event: issues\r\nX-GitHub-Delivery: ${seed}-${index}\r\n`;
    return post(port, path, `X-Signature: ${signature}\r\n${github}`, body);
  });
}

function delivery(seed: string, index: number): unknown {
  const { event, item } = (ACTS[index % ACTS.length] ?? moved)(seed, index);
  const head = { id: `46900${seed}${index}`, type: 1, date: String(1_789_000_000_456 + index), source: null };
  const history = { ...head, parent_id: '901200000001', user: LEA, ...item };
  return { event, webhook_id: WEBHOOK.id, task_id: `t${index % 500}`, team_id: '9000000001', history_items: [history] };
}
