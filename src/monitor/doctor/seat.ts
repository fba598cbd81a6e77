import { otherRolesOf, SEAT_WAY_OUT } from '../agent-seat.ts';
import { type Check, failure, ok, onClickUp, warning } from './finding.ts';

/** The agent needs a seat that is nobody else's, and one that ClickUp tells of what happens. */
export const checkSeat: Check = onClickUp(async (clickup, { store, rules }) => {
  const { seat, people } = await clickup.crew();
  const roles = await otherRolesOf(seat, { store, rules });
  if (roles.length > 0)
    return [failure('seat', `the token belongs to ${seat.name}, who is ${roles.join(' and ')}`, SEAT_WAY_OUT)];
  if (people.find(({ id }) => id === seat.id)?.role === 'guest')
    return [
      warning(
        'seat',
        `${seat.name} is a guest: ClickUp may keep what happens in private lists from it`,
        'make the agent’s seat a member of the workspace',
      ),
    ];
  return [ok('seat', 'the agent has a seat of its own')];
});
