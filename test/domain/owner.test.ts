import type { Account } from '../../src/domain/account.ts';
import { chooseOwner } from '../../src/domain/owner.ts';

const person = (id: number) => ({ id, name: `P${id}`, email: null });
const here = (...ids: number[]) => new Map(ids.map((id) => [id, { id, name: `P${id}` }]));
const rules = { deputies: new Map([[1, 2]]), lead: 8, fallback: 9 };
const account = (csm: number | null, assignee: number | null = null) =>
  ({ csm: csm === null ? null : person(csm), assignee: assignee === null ? null : person(assignee) }) as Account;

describe('the owner of an alert', () => {
  it.each([
    ['is the CSM', account(1), here(1, 2, 8, 9), 1],
    ['is the first assignee when no CSM is set', account(null, 5), here(1, 5, 8), 5],
    ['is the deputy of a CSM who is gone', account(1, 5), here(2, 5, 8), 2],
    ['is the lead when there is no deputy', account(3), here(8, 9), 8],
    ['is the fallback when nobody else is left', account(null), here(9), 9],
  ])('%s', (_title, given, available, expected) => {
    const choice = chooseOwner(given, rules, available);
    expect(choice).toMatchObject({ kind: 'found', owner: { id: expected } });
    if (choice.kind === 'found') expect(choice.instead === null).toBe(expected === 1);
  });

  it('is nobody, with the reason, when no one is active', () => {
    expect(chooseOwner(account(1), rules, here())).toMatchObject({
      kind: 'nobody',
      because: expect.stringContaining('P1 is not available'),
    });
  });
});
