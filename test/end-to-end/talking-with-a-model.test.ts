import { PEOPLE, type PersonName } from '../../src/cli/demo/workspace.ts';
import { ACCEPTED, writtenPlan } from '../model/draft-builders.ts';
import {
  type ModelRequest,
  type Scripted,
  type ScriptedServer,
  startScriptedServer,
} from '../model/scripted-server.ts';
import { buildWorld, type Comment, eventually, type ServiceProcess, type World, WRITE_KEY } from './world.ts';

const DAY_MS = 86_400_000;
const byAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;
const says = (words: string) => (comment: Comment) => byAgent(comment) && comment.comment_text.includes(words);

/** The real service, the ClickUp stand-in and a model server that takes its time over every draft but the first. */
describe('talking to the agent with a model', () => {
  let world: World;
  let service: ServiceProcess;
  let model: ScriptedServer;
  let taskId: string;
  let release: () => void;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let drafts = 0;

  function script({ facts }: ModelRequest): Scripted {
    if ('question' in facts)
      return { kind: 'answer', json: { answer: 'They have used it, and the step is still open.', used: ['standing'] } };
    if ('sentence' in facts) return { kind: 'answer', json: { lines: ['count: 7'] } };
    if ('moves' in facts) {
      const { moves, message } = facts as { moves: readonly string[]; message: string };
      return { kind: 'answer', json: { moves: moves.map((move) => `Now then: ${move}`), message } };
    }
    if ('draft' in facts) return { kind: 'answer', json: ACCEPTED };
    drafts += 1;
    const sprint = { statement: 'A team closes a sprint with its finished work', events: ['Sprint Completed'] };
    const project = { statement: 'A project is closed with all its work done', events: ['Project Completed'] };
    const json = writtenPlan({ ...(drafts === 1 ? sprint : project), steps: [], quote: null });
    return drafts === 1 ? { kind: 'answer', json } : { kind: 'later', when: released, json };
  }
  beforeAll(async () => {
    model = await startScriptedServer(script);
    world = await buildWorld();
    service = await world.serve({ OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'test-model' });
    taskId = await world.addAccount({
      name: 'Harbour Logistics',
      fields: {
        'Account ID': 'harbour',
        'Use case': 'Plan sprints',
        'Onboarding goals': 'Finish sprints together',
        'Start date': Date.now() - 35 * DAY_MS,
        CSM: 'cara',
        'Onboarding lead': 'lena',
      },
    });
    await eventually(async () => (await world.comments(taskId)).find(says('closes a sprint')));
  }, 90_000);
  afterAll(async () => {
    release();
    await service?.stop();
    await world.close();
    await model.close();
  });

  const tell = async (who: PersonName, words: string): Promise<string> => {
    const comment = [{ type: 'tag', user: { id: PEOPLE.agent.id } }, { text: ` ${words}` }];
    const api = world.standIn.as(world.workspace.tokens[who]);
    return String((await api.post<{ id: number }>(`/v2/task/${taskId}/comment`, { comment, notify_all: false })).id);
  };
  const answerTo = (id: string, words: string): Promise<Comment> =>
    eventually(async () => (await world.replies(id)).find(says(words)));

  it('answers others while the model thinks about a draft, which comes once into the place of its sign', async () => {
    const rejected = await tell('lena', 'reject they want to finish whole projects');
    await eventually(async () => drafts === 2);
    await answerTo(await tell('cara', 'status'), 'Day 35');
    await answerTo(await tell('omar', 'help'), 'not reached REASON');
    await answerTo(rejected, 'I am working on it');
    release();
    await answerTo(rejected, 'Version 2 follows');
    expect((await world.replies(rejected)).filter(byAgent)).toHaveLength(1);
    await eventually(async () => (await world.comments(taskId)).filter(says('First-value milestone')).length === 2);
    expect(drafts).toBe(2);
  }, 60_000);

  it('answers a question from the facts, with receipts', async () => {
    const answer = await answerTo(await tell('cara', 'so tell me about them'), 'the step is still open');
    expect(answer.comment_text).toMatch(/Day 35; .*days without progress|Day 35; no plan is in force/);
    expect(answer.comment_text).toContain('Nothing has changed');
  });

  it('reads a sentence after edit, and waits for approval', async () => {
    const answer = await answerTo(await tell('lena', 'edit make it 7 of them'), 'Version 3, for approval');
    expect(answer.comment_text).toContain('I understood: count: 7');
  });

  it('puts the advice of an alert into its words', async () => {
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const event = { event: 'Signed In', userId: 'u1', messageId: 'm1', context: { groupId: 'harbour' } };
    const headers = { Authorization, 'Content-Type': 'application/json' };
    await fetch(`${service.url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(event) });
    const given = { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'test-model' };
    expect(await world.run(['sweep'], given)).toMatchObject({ code: 0 });
    const [task] = await eventually(async () => {
      const tasks = await world.alertTasks();
      return tasks.length > 0 && tasks;
    });
    expect(task?.markdown_description?.match(/Now then:/g)?.length).toBeGreaterThanOrEqual(2);
    expect(task?.markdown_description).toContain('Harbour Logistics');
  }, 90_000);

  it('tells the model neither the customer nor a colleague by name', () => {
    const sent = model.requests.map(({ text }) => text.toLowerCase()).join('\n');
    expect(sent).toContain('so tell me about them');
    for (const name of ['harbour', 'cara', 'lena', 'omar', taskId]) expect(sent).not.toContain(name);
  });
});
