import type { DraftRequest } from '../../src/domain/drafting.ts';
import type { DraftAnswer, WrittenPlan } from '../../src/drafting/draft-answer.ts';
import { anEvent, aRequest } from '../drafting/builders.ts';

/** A help desk whose templates draft a plan; a test names only what matters to it. */
export const helpDesk = (part: Parameters<typeof aRequest>[0] = {}): DraftRequest =>
  aRequest({
    product: { name: 'Deskly', promise: 'Customers get their answer' },
    catalogue: [
      anEvent('agent_login', [], 'login'),
      anEvent('mailbox_connected', [], 'setup'),
      anEvent('ticket_created', ['test', 'source']),
      anEvent('ticket_resolved', ['test', 'source', 'plan']),
      anEvent('ticket_failed', ['test']),
      anEvent('survey_answered', []),
    ],
    observed: [{ name: 'ticket_created', count: 7, users: 2 }],
    ...part,
    account: {
      name: 'Marram Tools',
      useCase: 'Help desk',
      goals: 'Answer customers within 24 hours, one queue for all mail',
      ...part.account,
    },
  });

/** An account whose use case and events fit no playbook: the templates ask. */
export const unclear = (part: Parameters<typeof aRequest>[0] = {}): DraftRequest =>
  aRequest({
    product: { name: 'Thing', promise: '' },
    catalogue: [
      anEvent('glaze_batch_approved', []),
      anEvent('kiln_cycle_completed', []),
      anEvent('login', [], 'login'),
    ],
    ...part,
    account: {
      name: 'Marram Tools',
      useCase: null,
      goals: 'Our potters want fewer rejected pieces every month',
      ...part.account,
    },
  });

export const writtenPlan = (part: Partial<WrittenPlan> = {}): DraftAnswer => ({
  plan: {
    statement: 'A real ticket of a customer is resolved in the shared queue',
    events: ['ticket_resolved'],
    count: 1,
    distinct_users: 1,
    actor: 'any',
    where: [],
    steps: [{ name: 'Real tickets come in', event: 'ticket_created', count: 3, distinct_users: 1 }],
    rationale: 'A customer has got an answer, which is what the desk was bought for.',
    quote: null,
    ...part,
  },
  question: null,
});

export const ACCEPTED = { acceptable: true, objection: '' };
