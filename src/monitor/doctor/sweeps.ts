import { lastSweepCheck } from '../sweep-check.ts';
import { plural } from '../words.ts';
import { type Check, failure, ok } from './finding.ts';

/** Sweeps judge who has news or a due time; once a day everybody is judged, which must come to the same. */
export const checkSweeps: Check = async ({ store }) => {
  const check = await lastSweepCheck(store);
  if (check === null) return [ok('sweeps', 'not compared yet: it takes a day of running')];
  const at = new Date(check.at).toISOString();
  if (check.missed === 0)
    return [ok('sweeps', `${plural(check.compared, 'account')} judged again at ${at}, all as they stood`)];
  const says = `${plural(check.missed, 'account')} had changed unseen by ${at}: ${check.accounts.join(', ')}`;
  return [failure('sweeps', says, 'all were judged then, so nothing is lost: please report it with these accounts')];
};
