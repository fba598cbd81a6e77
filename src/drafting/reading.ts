import { namedChannel, type ServedPerson, servedPerson } from '../domain/draft-people.ts';
import { type ReadEvent, readEvent } from '../domain/draft-event-nature.ts';
import { wordsOf } from '../domain/draft-words.ts';
import type { DraftRequest } from '../domain/drafting.ts';
import type { WrittenPlaybook } from '../domain/playbook.ts';
import { type TierChoice, type Tiers, tierOf } from '../domain/tier.ts';
import { type Refusals, readRefusals } from './refusals.ts';

/** A request as the drafter sees it: read once, used by every part. */
export interface Reading {
  readonly request: DraftRequest;
  readonly events: readonly ReadEvent[];
  /** Stems of the use case and of the goals, apart: goals weigh more. */
  readonly useCase: readonly string[];
  readonly goals: readonly string[];
  readonly tier: TierChoice;
  /** How work comes in, for `source` and `channel`; null: not said. */
  readonly channel: string | null;
  readonly refusals: Refusals;
}

export function readRequest(request: DraftRequest, tiers: Tiers): Reading {
  const { account } = request;
  const onTrial = (account.trialDays ?? null) !== null;
  return {
    request,
    events: request.catalogue.map(readEvent),
    useCase: wordsOf(account.useCase ?? ''),
    goals: wordsOf(account.goals ?? ''),
    tier: tierOf(account.tier, account.annualValue ?? null, tiers, onTrial),
    channel: namedChannel(`${account.useCase ?? ''}. ${account.goals ?? ''}`),
    refusals: readRefusals(request.rejected),
  };
}

/** Whom this account serves, in the light of one vertical. */
export function servedBy({ request }: Reading, playbook: WrittenPlaybook): ServedPerson | null {
  return servedPerson({
    account: request.account.name,
    useCase: request.account.useCase ?? '',
    goals: request.account.goals ?? '',
    catalogue: request.catalogue.flatMap((event) => [event.name, ...event.properties]),
    usual: playbook.people,
  });
}
