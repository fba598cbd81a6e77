import type { Account } from '../../src/domain/account.ts';
import { chooseOwner } from '../../src/domain/owner.ts';

const person = (id: number) => ({ id, name: `P${id}`, email: null });
const here = (...ids: number[]) => new Map(ids.map((id) => [id, { id, name: `P${id}` }]));
const rules = { deputies: new Map([[1, 2]]), lead: 8, fallback: 9 };
const account = (csm: number | null, assignee: number | null = null) =>
  ({ csm: csm === null ? null : person(csm), assignee: assignee === null ? null : person(assignee) }) as Account;

describe('the owner of an alert', () => {
  it.each([
    ['is the CSM, which needs no word', account(1), here(1, 2, 8, 9), 1, null],
    [
      'is the first assignee when no CSM is set',
      account(null, 5),
      here(1, 5, 8),
      5,
      'the account has no CSM, the task is assigned to them',
    ],
    ['is the deputy of a CSM who is gone', account(1, 5), here(2, 5, 8), 2, 'P1 is not available, they are the deputy'],
    [
      'is the deputy of an assignee who is gone, when no CSM is set',
      account(null, 1),
      here(2, 8),
      2,
      'P1 is not available, they are the deputy',
    ],
    ['is the lead when there is no deputy', account(3), here(8, 9), 8, 'P3 is not available, they lead the team'],
    ['is the lead when the deputy is gone too', account(1), here(8, 9), 8, 'P1 is not available, they lead the team'],
    [
      'is the fallback when nobody else is left',
      account(null),
      here(9),
      9,
      'the account has no CSM, they are the fallback owner',
    ],
  ])('%s', (_title, given, available, id, instead) => {
    expect(chooseOwner(given, rules, available)).toEqual({ kind: 'found', owner: { id, name: `P${id}` }, instead });
  });

  it('is nobody, with the reason, when no one is active', () => {
    expect(chooseOwner(account(1), rules, here())).toMatchObject({
      kind: 'nobody',
      because: expect.stringContaining('P1 is not available'),
    });
  });
});
