import { messageOf } from '../../shared/errors.ts';
import type { Board, BoardList } from '../board.ts';
import type { Rules } from '../rules.ts';
import { type Check, failure, type Finding, ok, onClickUp, wayOutOf } from './finding.ts';

export type ListRole = 'accounts list' | 'alerts list' | 'reports list';
export interface OurList {
  readonly role: ListRole;
  readonly id: string;
}

/** Every list that monitor.yaml names, each once a role. */
export function ourLists({ lists }: Rules): readonly OurList[] {
  const alerts = new Set([lists.alerts, ...lists.alertsByCsm.values()]);
  return [
    { role: 'accounts list', id: lists.accounts },
    ...[...alerts].map((id) => ({ role: 'alerts list', id }) as const),
    ...(lists.reports === null ? [] : [{ role: 'reports list', id: lists.reports } as const]),
  ];
}

export const checkLists: Check = onClickUp(async ({ board }, { rules }) =>
  Promise.all(ourLists(rules).map((list) => checkList(board, list))),
);

async function checkList(board: Board, { role, id }: OurList): Promise<Finding> {
  try {
    return judgeList(role, await board.list(id));
  } catch (thrown) {
    return failure(
      role,
      `${id} cannot be read: ${messageOf(thrown)}`,
      wayOutOf(thrown, 'check the id in monitor.yaml (clickup) and that the agent’s seat may see the list'),
    );
  }
}

/** Rights by ClickUp's own words, least first; the accounts list needs only comments, alerts are tasks of our own. */
const TOO_LITTLE: Readonly<Record<ListRole, readonly string[]>> = {
  'accounts list': ['read'],
  'alerts list': ['read', 'comment', 'edit'],
  'reports list': ['read', 'comment', 'edit'],
};

export function judgeList(role: ListRole, { id, name, permission, statuses }: BoardList): Finding {
  if (permission !== null && TOO_LITTLE[role].includes(permission))
    return failure(
      role,
      `“${name}” (${id}): the agent’s seat has only the right “${permission}”`,
      role === 'accounts list'
        ? 'let it comment, in the list’s Share menu'
        : 'give it full permission in the list’s Share menu: it creates tasks there, and closes alerts',
    );
  if (role === 'alerts list' && !statuses.some(({ type }) => type === 'closed' || type === 'done'))
    return failure(
      role,
      `“${name}” (${id}) has no closed status`,
      'add one in ClickUp, so that alerts can close themselves',
    );
  const rights =
    permission === null ? 'ClickUp does not say what the agent’s seat may do there' : `right: ${permission}`;
  return ok(role, `“${name}” (${id}), ${rights}`);
}
