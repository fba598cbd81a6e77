import { scoreStatements } from '../../src/domain/statement-score.ts';

const labelled = (id: string, text: string, label: 'value' | 'setup' | 'login' | 'vanity' | 'vague') => ({
  id,
  text,
  vertical: null,
  label,
});

describe('the score of the linter', () => {
  it('counts agreement, says where which label went, and lists what is wrong with its reason', () => {
    const score = scoreStatements([
      labelled('a', 'A customer pays the first invoice', 'value'),
      labelled('b', 'The snippet is installed', 'setup'),
      labelled('c', 'Every user has logged in', 'vanity'),
      labelled('d', 'A dashboard was viewed', 'vanity'),
    ]);
    expect(score).toMatchObject({ n: 4, accuracy: 0.75 });
    expect(score.confusion.vanity).toEqual({ value: 0, setup: 0, login: 1, vanity: 1, vague: 0 });
    expect(score.confusion.value).toEqual({ value: 1, setup: 0, login: 0, vanity: 0, vague: 0 });
    expect(score.wrong).toEqual([
      {
        ...labelled('c', 'Every user has logged in', 'vanity'),
        verdict: 'login',
        reason: expect.stringMatching(/door/),
      },
    ]);
  });

  it('has no accuracy of nothing', () => {
    expect(scoreStatements([])).toMatchObject({ n: 0, accuracy: null, wrong: [] });
  });
});
