import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { ACCEPTED, writtenPlan } from '../model/draft-builders.ts';
import {
  type ModelRequest,
  type Scripted,
  type ScriptedServer,
  startScriptedServer,
} from '../model/scripted-server.ts';
import { buildWorld, type Comment, eventually, type ServiceProcess, type World, WRITE_KEY } from './world.ts';

const MAIL = 'anna.berg@harbour.example';
const USER = 'u-7f3a9c1b2d4e';
const GOALS = `Harbour Logistics wants colleagues to finish sprints together. Ask ${MAIL} or @Anna (${USER}), +49 170 1234567.`;

const says = (words: string) => (comment: Comment) =>
  comment.user.id === PEOPLE.agent.id && comment.comment_text.includes(words);

/** Drafts a sprint first, and a project once the sprint was refused. */
function script({ facts }: ModelRequest): Scripted {
  if ('draft' in facts) return { kind: 'answer', json: ACCEPTED };
  const isSecond = JSON.stringify(facts.refused) !== '[]';
  const sprint = { statement: 'A team closes a sprint with its finished work', events: ['Sprint Completed'] };
  const project = { statement: 'A project is closed with all its work done', events: ['Project Completed'] };
  return { kind: 'answer', json: writtenPlan({ ...(isSecond ? project : sprint), steps: [], quote: null }) };
}

interface Detail {
  readonly plan: {
    readonly statement: string;
    readonly prompt: string;
    readonly versions: readonly { author: string }[];
  };
}

/** The real service, the ClickUp stand-in and a model server, all over HTTP: what is drafted, and what leaves the machine for it. */
describe('drafting with a model', () => {
  let world: World;
  let service: ServiceProcess;
  let model: ScriptedServer;
  let taskId: string;

  beforeAll(async () => {
    model = await startScriptedServer(script);
    world = await buildWorld();
    service = await world.serve({
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'test-model',
      OPENAI_API_KEY: 'sk-secret',
    });
    await sendUsage();
    taskId = await world.addAccount({
      name: 'Harbour Logistics',
      description: `Contact: ${MAIL}`,
      fields: {
        'Account ID': 'harbour-4711',
        'Use case': 'Plan sprints',
        'Onboarding goals': GOALS,
        CSM: 'cara',
        'Onboarding lead': 'lena',
      },
    });
  }, 90_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
    await model.close();
  });

  async function sendUsage(): Promise<void> {
    const headers = {
      'content-type': 'application/json',
      Authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`,
    };
    const event = { type: 'track', event: 'Task Created', context: { groupId: 'harbour-4711' } };
    const batch = [
      { type: 'identify', userId: USER, traits: { email: MAIL, name: 'Anna Berg' }, messageId: 'm0' },
      { ...event, userId: USER, messageId: 'm1', properties: { creator_id: USER } },
      { ...event, userId: MAIL, messageId: 'm2', properties: { creator_id: MAIL } },
    ];
    const answer = await fetch(`${service.url}/v1/batch`, { method: 'POST', headers, body: JSON.stringify({ batch }) });
    expect(answer.status).toBe(200);
  }
  const detail = () => service.json<Detail>('/api/accounts/harbour-4711');

  it('shows the lead the model’s draft, and takes a refusal into the next one', async () => {
    const first = await eventually(async () => (await world.comments(taskId)).find(says('closes a sprint')));
    expect((await detail()).plan).toMatchObject({ prompt: expect.stringMatching(/^draft-plan@[0-9a-f]{8}$/) });
    await world.reply('lena', first.id, `reject not a sprint: ${MAIL} and @Tara want the whole project done`);
    await eventually(async () => (await world.comments(taskId)).find(says('A project is closed')));
    const { plan } = await detail();
    expect(plan.versions.map(({ author }) => author)).toEqual(['model', 'model']);
  });

  it('tells nobody outside who the customer is, or anybody in it', () => {
    const sent = model.requests.map(({ text }) => text).join('\n');
    expect(model.requests.length).toBeGreaterThanOrEqual(4);
    // What a model needs is there: else the lines below would hold of anything.
    expect(sent).toContain('wants colleagues to finish sprints together');
    expect(sent).toContain('want the whole project done');
    expect(sent).toContain(String.raw`\"sent_so_far\":{\"count\":2,\"users\":2}`);
    const secrets = [
      MAIL,
      'harbour',
      'anna',
      USER,
      '7f3a9c1b',
      '170',
      'tara',
      'lena',
      'cara',
      '4711',
      taskId,
      'sk-secret',
    ];
    for (const secret of [...secrets, String(PEOPLE.lena.id)])
      expect(sent.toLowerCase()).not.toContain(secret.toLowerCase());
  });

  it('counts what it cost, in the log of changes, on /metrics and in /api/quality', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toContain('fvm_model_calls_total{purpose="draft-plan",outcome="written"} 2');
    expect(metrics).toContain('fvm_model_tokens_total{purpose="critique",direction="input"} 2000');
    const { model: counted } = await service.json<{ model: { months: readonly object[] } }>('/api/quality');
    expect(counted.months).toMatchObject([{ calls: 4, outcomes: { written: 4 }, unpriced_requests: 4 }]);
    expect((await world.run(['quality'])).out).toMatch(
      /Model in \d{4}-\d\d: 4 pieces of writing, 4 usable, about \$0\.00, 4 requests without a price/,
    );
    const audit = await service.json<readonly { what: string; detail: object }[]>('/api/audit?account=harbour-4711');
    expect(audit.find(({ what }) => what === 'plan_drafted')?.detail).toMatchObject({ author: 'model' });
  });

  it('says how it is in doctor', async () => {
    const given = { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'test-model' };
    const doctor = await world.run(['doctor'], given);
    expect(doctor.out).toMatch(/test-model at 127\.0\.0\.1/);
    expect(doctor.out).toMatch(/4 pieces of writing this month, 4 usable/);
  });

  it('drafts briefs too, and counts them', async () => {
    const events = { 'Sprint Completed': [], 'Project Completed': [], 'Signed In': [] };
    const brief = { id: 'b1', account: 'Marram', use_case: 'Plan sprints', goals: 'Finish sprints together', events };
    const file = join(world.folder, 'briefs.jsonl');
    await writeFile(file, `${JSON.stringify(brief)}\n`);
    const { out, code } = await world.run(['draft', '--brief', file], {
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'test-model',
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      id: 'b1',
      author: 'model',
      plan: { signal: { event: 'Sprint Completed' } },
    });
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toContain('fvm_model_calls_total{purpose="draft-plan",outcome="written"} 3');
  });
});
