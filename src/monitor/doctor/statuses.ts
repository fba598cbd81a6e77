import type { BoardList } from '../board.ts';
import type { Rules } from '../rules.ts';
import { type Check, type Finding, ok, onClickUp, warning } from './finding.ts';

export const checkStatuses: Check = onClickUp(async ({ board }, { rules }) => [
  judgeStatuses(rules.statuses, await board.list(rules.lists.accounts)),
]);

/** A status of monitor.yaml that the accounts list does not have never matches. */
export function judgeStatuses(configured: Rules['statuses'], list: BoardList): Finding {
  const own = list.statuses.map(({ name }) => name);
  const known = new Set(own.map((name) => name.toLowerCase()));
  const missing = Object.entries(configured).flatMap(([what, names]) =>
    [...names].filter((name) => !known.has(name)).map((name) => `${what}: ${name}`),
  );
  if (missing.length === 0) return ok('statuses', 'all that monitor.yaml names are in the accounts list');
  return warning(
    'statuses',
    `the accounts list has no such status: ${missing.join(', ')}`,
    `correct clickup.statuses in monitor.yaml; the list has: ${own.join(', ')}`,
  );
}
