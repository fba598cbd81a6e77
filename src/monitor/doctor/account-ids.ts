import { type Check, failure, type Finding, ok } from './finding.ts';

export const checkAccountIds: Check = async ({ store }) => {
  const findings: Finding[] = [];
  for (const key of await store.accounts.laterTwins(null)) {
    const later = await store.accounts.byKey(key);
    if (later?.accountId == null) continue;
    const [first] = await store.accounts.byAccountId(later.accountId);
    const says = `“${first?.name}” and “${later.name}” both have the id ${later.accountId}; the second is not judged`;
    findings.push(failure('account ids', says, 'correct the Account ID of one of them'));
  }
  return findings.length === 0 ? [ok('account ids', 'each belongs to one account')] : findings;
};
