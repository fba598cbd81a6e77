import { readFleet } from '../read-fleet.ts';
import { dayInWords } from '../words.ts';
import { type Check, ok, warning } from './finding.ts';

/** While most accounts are quiet together, nothing new is raised. */
export const checkFleet: Check = async ({ store, rules }, now) => {
  const fleet = await readFleet(store, rules.zones.standard ?? 'utc', now);
  if (fleet.kind === 'usual') return [ok('fleet', 'as active as on this weekday in the last four weeks')];
  if (fleet.kind === 'unknown') return [ok('fleet', 'not compared yet: it takes 20 active accounts and four weeks')];
  const says = `most accounts went quiet together on ${dayInWords(fleet.day)} (${fleet.median} events in the median, usually ${fleet.usual}): no new alert is raised`;
  return [warning('fleet', says, 'check that events still arrive; on a public holiday there is nothing to do')];
};
