import type { AccountHints } from '../domain/event-call.ts';
import { idOf, isObject, type JsonObject, own } from './json-fields.ts';

/** Where senders put the name of the account, in any dialect: each finds what it can, `monitor` decides which counts. */

const ACCOUNT_PROPERTIES = ['account_id', 'customer_id', 'company_id'] as const;

export function accountHints(groupId: string | null, traits: unknown, properties: JsonObject): AccountHints {
  return {
    groupId,
    traitAccountId: idOf(own(traits, 'account_id')),
    email: idOf(own(traits, 'email')),
    propertyAccountId: firstOf(ACCOUNT_PROPERTIES.map((name) => idOf(own(properties, name)))),
  };
}

/** Group types that are the customer, where a sender names several (a team, a project, a company). */
const CUSTOMER_TYPES = ['account', 'company', 'organization', 'organisation', 'customer', 'workspace'] as const;

/** The account in a `{ type: id }` map of groups as PostHog and Amplitude send it; an id may come in a list. */
export function groupOf(groups: unknown): string | null {
  if (!isObject(groups)) return null;
  const ids = [...CUSTOMER_TYPES.map((type) => own(groups, type)), ...Object.values(groups)];
  return firstOf(ids.map((id) => idOf(Array.isArray(id) ? id[0] : id)));
}

export function firstOf<T>(candidates: readonly (T | null)[]): T | null {
  return candidates.find((candidate) => candidate !== null) ?? null;
}
