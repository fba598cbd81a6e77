import { brokenInvariants, INVARIANTS } from '../invariants.ts';
import { plural } from '../words.ts';
import { type Check, failure, ok } from './finding.ts';

/** Whether the file is whole, and what is in it is as it must always be. */
export const checkDatabase: Check = async ({ store }) => {
  const damage = await store.invariants.damage();
  if (damage.length > 0) return [failure('database', `its file is damaged: ${damage[0]}`, RESTORE)];
  const broken = await brokenInvariants(store);
  if (broken.length > 0)
    return broken.map(({ invariant, rows, example }) =>
      failure('database', `does not hold: ${INVARIANTS[invariant]} (${invariant}: ${rows}, as ${example})`, REPORT),
    );
  return [ok('database', `${plural(await store.accounts.count(), 'account')} known; the data is consistent`)];
};

const RESTORE = 'stop the service, keep the file, and restore the last backup (docs/data.md)';
const REPORT =
  'this is a fault of ours: make a backup, report this line, and go on; where it spreads, restore an earlier backup (docs/data.md)';
