import { entryFor, type PlanEntry } from '../../src/domain/plan-choice.ts';
import { aPlan } from './builders.ts';

const entry = (statement: string, match: Partial<PlanEntry['match']> = {}): PlanEntry => ({
  match: { tier: null, useCase: null, accountId: null, ...match },
  plan: aPlan({ statement }),
});
const ACME = { tier: 'Professional', useCase: 'Project Management', accountId: 'acme' };
const NAMELESS = { tier: null, useCase: null, accountId: null };

describe('the entry of a plans file', () => {
  it.each([
    ['that names the account’s tier in another case is taken', { tier: 'PROFESSIONAL' }, ACME, true],
    ['that names another tier is passed over', { tier: 'enterprise' }, ACME, false],
    ['that names a tier says nothing of an account without one', { tier: 'professional' }, NAMELESS, false],
    ['that names the account’s use case in another case is taken', { useCase: 'project management' }, ACME, true],
    ['that names another use case is passed over', { useCase: 'crm' }, ACME, false],
    ['that names a use case says nothing of an account without one', { useCase: 'crm' }, NAMELESS, false],
    ['that names the account itself is taken', { accountId: 'acme' }, ACME, true],
    ['that names another account is passed over', { accountId: 'other' }, ACME, false],
    ['takes an id to the letter', { accountId: 'ACME' }, ACME, false],
    ['that names an account says nothing of one whose id is not filled in', { accountId: 'acme' }, NAMELESS, false],
    ['that names nothing serves everybody', {}, NAMELESS, true],
    ['must fit in all that it names: not the tier alone', { tier: 'professional', useCase: 'crm' }, ACME, false],
    [
      'must fit in all that it names: not the use case alone',
      { tier: 'x', useCase: 'project management' },
      ACME,
      false,
    ],
    [
      'must fit in all that it names: not both for another account',
      { tier: 'professional', accountId: 'x' },
      ACME,
      false,
    ],
  ])('%s', (_title, match, account, taken) => {
    const only = entry('Only', match);
    expect(entryFor([only], account)).toBe(taken ? only : null);
  });

  it('is the first one that fits, so that what is special stands above what serves everybody', () => {
    const entries = [entry('CRM', { useCase: 'crm' }), entry('Acme', { accountId: 'acme' }), entry('Everybody')];
    expect(entryFor(entries, ACME)?.plan.statement).toBe('Acme');
    expect(entryFor(entries, NAMELESS)?.plan.statement).toBe('Everybody');
  });
});
