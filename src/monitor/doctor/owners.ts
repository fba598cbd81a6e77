import { plural } from '../words.ts';
import { type Check, ok, warning } from './finding.ts';

/** No alert without an active owner, ever: what nobody could be given waits here. */
export const checkOwners: Check = async ({ store }) => {
  const orphans = (await store.alerts.allOpen()).filter(({ reason }) => reason === 'no_active_owner');
  if (orphans.length === 0) return [ok('owners', 'every open alert has one')];
  const wayOut = 'set the CSM field of the account, or owners.lead and owners.fallback in monitor.yaml';
  return [warning('owners', `${plural(orphans.length, 'alert')} held: nobody active could own it`, wayOut)];
};
