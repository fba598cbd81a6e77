import type { Instant } from '../../domain/account.ts';
import { messageOf } from '../../shared/errors.ts';
import { checkAccountIds } from './account-ids.ts';
import { checkClickUpHere } from './clickup-here.ts';
import { checkCountries } from './countries.ts';
import { checkDatabase } from './database.ts';
import { checkDelay } from './delay.ts';
import { checkDeliveries } from './deliveries.ts';
import { checkEvents } from './events.ts';
import { checkFields } from './fields.ts';
import { checkFleet } from './fleet.ts';
import { type Check, type DoctorDeps, failure, type Finding, wayOutOf } from './finding.ts';
import { checkGuests } from './guests.ts';
import { checkLists } from './lists.ts';
import { checkModel } from './model.ts';
import { checkOwners } from './owners.ts';
import { checkPeople } from './people.ts';
import { checkSeat } from './seat.ts';
import { checkStatuses } from './statuses.ts';
import { checkStrangers } from './strangers.ts';
import { checkSweeps } from './sweeps.ts';
import { checkToken } from './token.ts';
import { checkWebhook } from './webhook.ts';
import { checkWorkspaces } from './workspaces.ts';

const CHECKS: readonly (readonly [name: string, check: Check])[] = [
  ['database', checkDatabase],
  ['token', checkToken],
  ['seat', checkSeat],
  ['lists', checkLists],
  ['statuses', checkStatuses],
  ['fields', checkFields],
  ['guests', checkGuests],
  ['people', checkPeople],
  ['webhook', checkWebhook],
  ['events', checkEvents],
  ['strangers', checkStrangers],
  ['workspaces', checkWorkspaces],
  ['fleet', checkFleet],
  ['sweeps', checkSweeps],
  ['account ids', checkAccountIds],
  ['owners', checkOwners],
  ['countries', checkCountries],
  ['deliveries', checkDeliveries],
  ['model', checkModel],
  // Last, since the checks above are themselves answered by ClickUp.
  ['longest delay', checkDelay],
  ['ClickUp here', checkClickUpHere],
];

/** Looks at everything the service needs; of ClickUp it only reads. */
export async function examine(deps: DoctorDeps, now: Instant): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [name, check] of CHECKS) findings.push(...(await safely(name, () => check(deps, now))));
  return findings;
}

async function safely(name: string, check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (thrown) {
    return [failure(name, messageOf(thrown), wayOutOf(thrown, OTHERWISE))];
  }
}

const OTHERWISE =
  'mend what the message names, then run doctor again; a database that does not answer: docs/operating.md';
