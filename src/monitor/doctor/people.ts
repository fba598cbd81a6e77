import { plural } from '../words.ts';
import { type Check, failure, ok, onClickUp, warning } from './finding.ts';

export const checkPeople: Check = onClickUp(async ({ crew }, { rules }) => {
  const { people } = await crew();
  const { lead, fallback, deputies } = rules.owners;
  const named = [lead, fallback, ...rules.approval.approvers, ...deputies.values()];
  const unfit = named.filter(
    (id) => id !== null && !people.some((person) => person.id === id && person.role !== 'guest'),
  );
  const guests = people.filter(({ role }) => role === 'guest').length;
  const known =
    unfit.length === 0
      ? ok('people', `${plural(people.length - guests, 'member')} and ${plural(guests, 'guest')} seen`)
      : failure(
          'people',
          `monitor.yaml names ${unfit.join(', ')}, no active member of the workspace`,
          'correct owners and approval.approvers in monitor.yaml',
        );
  if (fallback !== null) return [known];
  const says = 'no owners.fallback is set';
  const wayOut = 'name one in monitor.yaml: an account without a CSM would have nobody to alert';
  return [known, warning('people', says, wayOut)];
});
