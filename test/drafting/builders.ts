import type { CatalogueEvent } from '../../src/domain/draft-catalogue.ts';
import type { DraftOutcome, DraftRequest } from '../../src/domain/drafting.ts';
import { draftFromTemplates } from '../../src/drafting/template-drafter.ts';
import { shippedLibrary, shippedTiers } from './shipped.ts';

export const anEvent = (name: string, properties: readonly string[] = [], kind: CatalogueEvent['kind'] = null) => ({
  name,
  kind,
  description: null,
  properties,
});

interface RequestParts extends Partial<Omit<DraftRequest, 'account'>> {
  readonly account?: Partial<DraftRequest['account']>;
}

export function aRequest({ account, ...rest }: RequestParts = {}): DraftRequest {
  return {
    account: { name: 'Marram Tools', tier: 'professional', useCase: null, goals: null, ...account },
    product: { name: 'the product', promise: '' },
    catalogue: [],
    observed: [],
    rejected: [],
    ...rest,
  };
}

export const draft = (request: DraftRequest): DraftOutcome => draftFromTemplates(request, shippedLibrary, shippedTiers);

export type DraftedPlan = Extract<DraftOutcome, { kind: 'plan' }>;

export function planOf(outcome: DraftOutcome): DraftedPlan {
  if (outcome.kind === 'question') throw new Error(`a question instead of a plan: ${outcome.question}`);
  return outcome;
}
