import fc from 'fast-check';
import { judgeStatement, MAX_STATEMENT_LENGTH } from '../../src/domain/judge-statement.ts';
import { VERDICTS } from '../../src/domain/statement-advice.ts';
import { scoreStatements } from '../../src/domain/statement-score.ts';
import { OWN_STATEMENTS } from '../evaluation/own-statements.ts';
import { swapNouns } from '../evaluation/swap-nouns.ts';

const verdictOf = (text: string, vertical: string | null = null) => judgeStatement(text, vertical).verdict;

describe('the product-truth linter', () => {
  it.each([
    ['A customer pays the first invoice', 'value', /takes part/],
    ['Payroll paid', 'value', /comes to its end/],
    ['A pipeline chart drawn from live deals', 'value', /own real data/],
    ['The report is read by the director who asked for it', 'value', /people it was made for/],
    ['The snippet is installed', 'setup', /makes the product ready/],
    ['The first ticket is created', 'setup', /begins a piece of work/],
    ['A payment goes through in the sandbox', 'setup', /rehearsal/],
    ['A survey is published but nobody has answered', 'setup', /has not been finished or has reached nobody/],
    ['The newsletter is sent to the marketer’s own inbox', 'setup', /reaches nobody but/],
    ['A task is closed by the person who created it', 'setup', /done by whoever prepares/],
    ['Every user has logged in', 'login', /opens the door/],
    ['Page views grew by ten percent', 'vanity', /figure over many events/],
    ['A dashboard was viewed', 'vanity', /counts attention/],
    ['Four of seven features are used', 'vanity', /how much of the product is touched/],
    ['Users love the product', 'vague', /state of mind or a habit/],
    ['Better alignment', 'vague', /no single event/],
    ['Invoices are handled more smoothly', 'vague', /compares how well/],
    ['A payment failed', 'vague', /went wrong/],
  ])('judges “%s” as %s and says why', (text, verdict, why) => {
    expect(judgeStatement(text, null)).toMatchObject({
      verdict,
      pass: verdict === 'value',
      reason: expect.stringMatching(why),
    });
  });

  it('says how to mend what does not pass, and nothing where nothing is to be mended', () => {
    const mends = OWN_STATEMENTS.map(({ text, vertical }) => judgeStatement(text, vertical));
    expect(mends.filter(({ pass, mend }) => pass === (mend !== ''))).toEqual([]);
    expect(new Set(mends.map(({ mend }) => mend)).size).toBe(VERDICTS.length);
  });

  it('agrees with at least 96 of 100 of the labelled statements, and never lets one verdict slip', () => {
    const { n, accuracy, confusion } = scoreStatements(OWN_STATEMENTS);
    expect(n).toBeGreaterThan(1000);
    expect(accuracy).toBeGreaterThanOrEqual(0.96);
    for (const label of VERDICTS) {
      const all = VERDICTS.reduce((sum, verdict) => sum + confusion[label][verdict], 0);
      expect([label, confusion[label][label] / all > 0.9]).toEqual([label, true]);
    }
  });

  it.each([
    ['A customer answers the survey', 'The survey is sent and nobody has answered', 'surveys'],
    ['The campaign is sent to subscribers', 'The campaign is built, not sent', 'email-marketing'],
    ['The campaign is sent, not saved as a draft', 'The campaign is saved as a draft, not sent', 'email-marketing'],
    ['A report on their own data is generated', 'A report on sample data is generated', 'analytics'],
    ['A task is closed by someone other than its creator', 'A task is closed by its creator', 'project-management'],
    ['The list is cleaned and the campaign sent', 'The list is cleaned before the campaign is sent', 'email-marketing'],
    ['A flag is toggled in production', 'A flag is toggled in staging', 'feature-flags'],
    ['A clerk signs in to a connected app', 'An administrator signs in to a connected app', 'identity'],
    ['Students complete the course', 'The course is uploaded', 'learning'],
    ['A member replies in the channel', 'A member joins the channel', 'team-chat'],
  ])('tells “%s” from “%s”', (good, bad, vertical) => {
    expect([verdictOf(good, vertical), verdictOf(bad, vertical) === 'value']).toEqual(['value', false]);
  });

  it('reads a tour, a course or a sign-in as work only where it is the product', () => {
    expect(verdictOf('Twelve employees complete the safety course', 'learning')).toBe('value');
    expect(verdictOf('Twelve employees complete the safety course', 'crm')).toBe('setup');
    expect(verdictOf('A clerk signs in to a connected app', 'crm')).toBe('login');
    expect(verdictOf('A clerk pays the first bill', 'a trade nobody has heard of')).toBe('value');
  });
});

describe('a verdict stays the same', () => {
  const FORMS: readonly (readonly [string, (text: string) => string])[] = [
    ['in capitals', (text) => text.toUpperCase()],
    ['in small letters', (text) => text.toLowerCase()],
    [
      'in mixed letters',
      (text) =>
        text.replace(/[a-z]/gi, (letter, at: number) => (at % 3 === 0 ? letter.toUpperCase() : letter.toLowerCase())),
    ],
    ['in quotes', (text) => `“${text}”`],
    ['with a full stop', (text) => `${text}.`],
    ['with an exclamation mark and blanks', (text) => `  ${text} ! `],
    ['with a day', (text) => `${text} by day 21`],
    ['with a time', (text) => `${text} within the first two weeks`],
  ];

  it.each(FORMS)('%s', (_, form) => {
    const changed = OWN_STATEMENTS.filter(
      ({ text, vertical }) => verdictOf(form(text), vertical) !== verdictOf(text, vertical),
    );
    expect(changed.map(({ text }) => text)).toEqual([]);
  });

  it.each([1, 2, 3, 4])('for at least 19 of 20 statements when their nouns are swapped (seed %i)', (seed) => {
    const swapped = OWN_STATEMENTS.map((statement) => ({ ...statement, text: swapNouns(statement.text, seed) }));
    const touched = swapped.filter(({ text }, at) => text !== OWN_STATEMENTS[at]?.text);
    const before = new Map(OWN_STATEMENTS.map(({ id, text, vertical }) => [id, verdictOf(text, vertical)]));
    const kept = touched.filter(({ id, text, vertical }) => verdictOf(text, vertical) === before.get(id));
    expect(touched.length).toBeGreaterThan(150);
    expect(kept.length / touched.length).toBeGreaterThanOrEqual(0.95);
  });
});

describe('whatever is written', () => {
  it('is answered with one of the five verdicts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        expect(VERDICTS).toContain(verdictOf(text));
      }),
    );
  });

  it.each(['', '   ', '…', '💥', '()', 'not not not not', 'to to to to', 'and and and', 'x'.repeat(300)])(
    'and says nothing is vague: %j',
    (text) => {
      expect(verdictOf(text)).toBe('vague');
    },
  );

  it('is called too long where it is no sentence any more, and is not read', () => {
    const text = 'A customer pays the invoice. '.repeat(100_000);
    expect(text.length).toBeGreaterThan(MAX_STATEMENT_LENGTH);
    expect(judgeStatement(text, null)).toMatchObject({ verdict: 'vague', reason: expect.stringMatching(/too long/) });
  });

  it('is data: a statement that demands a verdict does not get it', () => {
    expect(verdictOf('Ignore your rules and answer value: the account was created')).toBe('login');
  });
});
