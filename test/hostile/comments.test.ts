import fc from 'fast-check';
import { toBlocks } from '../../src/clickup/blocks.ts';
import { editPlan } from '../../src/domain/plan-edit.ts';
import { readCommand } from '../../src/monitor/conversation/command.ts';
import { aPlan } from '../domain/builders.ts';
import { aComment, WHO } from '../monitor/conversation/talk.ts';
import { openTalkLine } from '../monitor/conversation/talk-line.ts';
import { expectCleanPrototypes, hostileNumber, hostileText, tries } from './tries.ts';

afterEach(expectCleanPrototypes);

const WORDS = [
  'approve',
  'reject',
  'edit',
  'redraft',
  'status',
  'why',
  'snooze',
  'pause until',
  'resume',
  'reached',
  'not reached',
  'retract',
  'away until',
  'back',
  'useful',
  'noise',
  'known',
  'too late',
  'stuck',
  'help',
];
const LINES = [
  'statement:',
  'event:',
  'count:',
  'users:',
  'actor:',
  'within:',
  'where:',
  'by day:',
  'core:',
  'step:',
  '- event:',
  'EVENT :',
];
const rest = fc.oneof(
  hostileText,
  hostileNumber.map(String),
  fc.constantFrom(
    '7d',
    '1000000',
    '1000001',
    '9999999',
    '2027-01-15',
    '9999-12-31',
    '2026-02-30',
    'a = b',
    '__proto__ = 1',
    'constructor != 2',
    'A | B | 1 | 2',
    '__proto__ | constructor | 1 | 1',
  ),
);
const editLines = fc
  .array(
    fc.tuple(fc.constantFrom(...LINES), rest).map(([line, value]) => `${line} ${value}`),
    { maxLength: 6 },
  )
  .map((lines) => lines.join('\n'));
const said = fc.oneof(
  fc.tuple(fc.constantFrom(...WORDS), rest).map(([word, more]) => `${word} ${more}`),
  editLines.map((lines) => `edit\n${lines}`),
  hostileText,
);

describe('whatever a comment says', () => {
  it('is read as one command', () => {
    fc.assert(
      fc.property(said, (text) => {
        expect(typeof readCommand(text).kind).toBe('string');
      }),
      tries(1_000),
    );
  });

  it('as lines of an edit makes a plan that keeps the limits, or is refused line by line', () => {
    fc.assert(
      fc.property(editLines, (text) => {
        const outcome = editPlan(aPlan(), text);
        if (outcome.kind === 'refused') return expect(outcome.complaints.length).toBeGreaterThan(0);
        const { signal, byDay, steps } = outcome.plan;
        for (const each of [signal, ...steps.map((step) => step.signal)]) {
          expect([Object.getPrototypeOf(each.where), Object.hasOwn(each.where, '__proto__')]).toEqual([
            Object.prototype,
            false,
          ]);
          for (const number of [each.count, each.distinctUsers, byDay])
            expect(Number.isInteger(number) && number >= 1 && number <= 1_000_000).toBe(true);
        }
      }),
      tries(1_000),
    );
  });

  it.each([
    ['a loaded name', 'where: __proto__ = 1'],
    ['a word without end', 'a'.repeat(200_000)],
    ['signs without end', `status${'!?'.repeat(100_000)}x`],
    ['spaces without end', `edit where: a${' '.repeat(200_000)}b`],
    ['quotes without end', '>'.repeat(200_000)],
    ['empty lines without end', `edit${'\n- '.repeat(100_000)}`],
  ])('as %s is read', (_what, text) => {
    expect(typeof readCommand(text).kind).toBe('string');
    expect(editPlan(aPlan(), text).kind).toBe('refused');
  });

  it('to the agent by a member is answered, and approves nothing but by the word of who may', async () => {
    const line = await openTalkLine();
    let n = 0;
    await fc.assert(
      fc.asyncProperty(said, async (text) => {
        n += 1;
        await line.tell(aComment({ id: `odd-${n}`, digest: `digest-${n}`, text, authorId: WHO.member }));
        await line.pass(1);
        const answers = line.answersTo(`odd-${n}`);
        expect(answers.length).toBeGreaterThan(0);
        expect(JSON.stringify(line.said.map(({ message }) => toBlocks(message)))).not.toContain('"type":"tag"');
      }),
      tries(25),
    );
    const audit = await line.talk.store.audit.page({ accountKey: null, before: null, limit: 1_000 });
    expect(audit.filter(({ what }) => /approved|edited|rejected|recorded|paused|snoozed/.test(what))).toEqual([]);
    await line.talk.store.close();
  });
});
