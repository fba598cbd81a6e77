import { messageOf } from '../../shared/errors.ts';
import type { Board, Member } from '../board.ts';
import { type Check, failure, type Finding, ok, onClickUp, unknown } from './finding.ts';
import { type OurList, ourLists } from './lists.ts';

/**
 * Guests are customers: none of them may read what the agent writes about accounts. ClickUp's API tells with whom a list itself
 * was shared, and nothing of access through a folder, a user group or a single task; so the rest is for a person to look at.
 */
export const checkGuests: Check = onClickUp(async ({ board, crew }, { rules }) => {
  const guests = (await crew()).people.filter(({ role }) => role === 'guest');
  if (guests.length === 0) return [ok('guests', 'the workspace has none, so no customer can look in')];
  const findings = await Promise.all(ourLists(rules).map((list) => checkList(board, list, guests)));
  return [...findings.flat(), notSeen(guests)];
});

async function checkList(board: Board, { role, id }: OurList, guests: readonly Member[]): Promise<readonly Finding[]> {
  try {
    const [{ name }, members] = await Promise.all([board.list(id), board.listMembers(id)]);
    const inside = guests.filter((guest) => members.includes(guest.id));
    return inside.map((guest) =>
      failure(
        'guests',
        `the guest ${inWords(guest)} can see the ${role} “${name}”`,
        'take this person off in the list’s Share menu, and keep what customers may see in a list of its own',
      ),
    );
  } catch (thrown) {
    const wayOut = 'open the list’s Share menu in ClickUp and see that no guest is there';
    return [unknown('guests', `with whom the ${role} ${id} is shared cannot be read: ${messageOf(thrown)}`, wayOut)];
  }
}

const SHOWN = 5;

function notSeen(guests: readonly Member[]): Finding {
  const more = guests.length > SHOWN ? ` and ${guests.length - SHOWN} more` : '';
  const names = guests.slice(0, SHOWN).map(inWords).join(', ');
  return unknown(
    'guests',
    `not checked, since ClickUp’s API does not show it: whether ${names}${more} can see the lists through their folder or a user group, or single tasks in them`,
    'look into the Share menu of both lists and of the folders they are in',
  );
}

const inWords = ({ name, email }: Member): string => (email === null || email === name ? name : `${name} <${email}>`);
