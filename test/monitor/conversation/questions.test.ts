import { wordFinder } from '../../../src/drafting/word-finder.ts';
import { type FakeWriter, fakeWriter } from '../../model/fake-writer.ts';
import { aComment, WHO } from './talk.ts';
import { openTalkLine, type TalkLine } from './talk-line.ts';

/** The account “Acme”, on day 35: one use of it on day 3, version 1 of its plan in force, version 2 waiting. */
describe('a question to the agent', () => {
  let line: TalkLine;
  beforeEach(async () => {
    line = await openTalkLine();
  });
  afterEach(() => line.talk.store.close());

  const ask = async (text: string, writer: FakeWriter | null, part = {}): Promise<string> => {
    line.start({
      words: writer === null ? null : wordFinder({ writer, after: line.time.after.bind(line.time), atOnce: 2 }),
    });
    const id = `q${line.said.length}`;
    await line.tell(aComment({ id, text, digest: `digest-${id}`, authorId: WHO.csm, ...part }));
    await line.pass(1);
    return line.answersTo(id).join('\n');
  };
  const answering = (answer: string, used: readonly string[] = ['state', 'standing']): FakeWriter =>
    fakeWriter({ answer: { answer: { answer, used } } });

  it('is answered in the model’s words, with the facts that they rest on as the code tells them', async () => {
    const answer = await ask('Tell me about them', answering('They have not moved for 32 days.', ['standing']));
    expect(answer).toContain('They have not moved for 32 days.');
    expect(answer).toMatch(/• Day 35; plan version 1; .*32 days without progress on/);
    expect(answer).not.toContain('I did not understand');
  });

  it('is answered from this account’s facts alone, without people, their ids and addresses', async () => {
    const writer = answering('They wait.');
    await ask('Is Carla (carla@acme.example) on it?', writer);
    const sent = JSON.stringify(writer.asked[0]?.facts);
    expect(sent).toContain('Day 35');
    for (const secret of ['carla@', 'Acme', 'Lee Onboard', 'Omar', 'm-use', String(WHO.csm), 't-acme'])
      expect(sent).not.toContain(secret);
  });

  it.each([
    ['a figure that no fact has', 'They will be there in 3 weeks.'],
    ['a figure of a fact that it does not name', 'Only 1 event is known of 99.'],
    ['a person', 'Sarah should call them.'],
    ['a mention', 'Ask @Carla about it.'],
    ['a link', 'See https://evil.example for more.'],
    ['markup', 'They are **fine**.'],
    ['more than anybody reads', 'They wait. '.repeat(80)],
  ])('is answered by the nearest command where the model’s answer holds %s', async (_, answer) => {
    const writer = answering(answer);
    const said = await ask('How are they doing?', writer);
    expect(said).toContain('I take this as status');
    expect(said).toContain('plan version 1; progress');
    expect(said).not.toContain(answer.slice(0, 12));
    expect(writer.asked[0]?.complaints).not.toEqual([]);
  });

  it.each([
    ['names no fact', { answer: 'They wait.', used: [] }],
    ['names a fact that is not there', { answer: 'They wait.', used: ['state', 'secret'] }],
    ['has another shape', { text: 'They wait.' }],
  ])('is answered by the nearest command where the model %s', async (_, answer) => {
    expect(await ask('tell me why', fakeWriter({ answer: { answer } }))).toContain('I take this as why');
  });

  it.each([
    ['How are they doing?', 'I take this as status', 'Day 35'],
    ['please explain', 'I take this as why', 'm-use'],
    ['which of my accounts are stuck?', 'I take this as stuck', 'Your 1 account'],
    ['sing', 'I did not understand', 'not reached REASON'],
  ])('is answered without a model by the nearest command: %s', async (question, head, part) => {
    const answer = await ask(question, null);
    expect(answer).toContain(head);
    expect(answer).toContain(part);
  });

  it('asks no model on a task that is no account, and says nothing of any account there', async () => {
    const writer = answering('They wait.');
    const answer = await ask('How are they doing?', writer, { taskId: 't-elsewhere' });
    expect(answer).toContain('I did not understand');
    expect(writer.asked).toEqual([]);
  });

  it('of a guest is asked of no model', async () => {
    const writer = answering('They wait.');
    expect(await ask('How are we doing?', writer, { authorId: WHO.guest })).toBe('');
    expect(writer.asked).toEqual([]);
  });
});

describe('an edit in a sentence', () => {
  let line: TalkLine;
  beforeEach(async () => {
    line = await openTalkLine();
  });
  afterEach(() => line.talk.store.close());

  const edit = async (text: string, lines: readonly string[] | null): Promise<string> => {
    const writer = fakeWriter(lines === null ? {} : { 'edit-plan': { answer: { lines } } });
    line.start({ words: wordFinder({ writer, after: line.time.after.bind(line.time), atOnce: 2 }) });
    await line.tell(aComment({ id: 'e1', text, digest: 'digest-e1' }));
    await line.pass(1);
    return line.answersTo('e1').join('\n');
  };
  const versions = () => line.talk.store.plans.versions(line.talk.acme.key);

  it('becomes lines, is shown with them, and waits for approval', async () => {
    const answer = await edit('edit make it 5 sprints by day 40', ['count: 5', 'by day: 40']);
    expect(answer).toContain('Version 3, for approval');
    expect(answer).toContain('I understood: count: 5; by day: 40.');
    const newest = (await versions()).at(-1);
    expect(newest).toMatchObject({ status: 'draft', plan: { byDay: 40, signal: { count: 5 } } });
  });

  it.each([
    ['nothing', []],
    ['an event that nobody knows', ['event: Cash Sent']],
    ['a figure that nobody named', ['count: 50']],
    ['a line that is none', ['approve']],
    ['two lines in one', ['count: 5\nby day: 2']],
    ['markup in a statement', ['statement: see https://evil.example']],
  ])('changes nothing where the model makes %s of it, and shows the lines', async (_, lines) => {
    expect(await edit('edit make it 5 sprints', lines)).toContain('The lines I understand');
    expect(await versions()).toHaveLength(2);
  });

  it('shows the lines where the model fails', async () => {
    expect(await edit('edit make it 5 sprints', null)).toContain('The lines I understand');
  });

  it('asks no model about lines', async () => {
    expect(await edit('edit\ncount: 7', ['count: 5'])).toContain('7 times');
  });

  it('of somebody who may not is asked of no model', async () => {
    await line.tell(aComment({ id: 'e2', text: 'edit make it 5', digest: 'digest-e2', authorId: WHO.member }));
    await line.pass(1);
    expect(line.answersTo('e2')[0]).toContain('Nothing has changed');
  });
});
