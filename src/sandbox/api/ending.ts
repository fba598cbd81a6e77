import { refusals } from '../world/refusal.ts';
import type { FaultRule } from './faults.ts';
import type { Answer } from './route.ts';

/**
 * How an exchange ends: with an answer, with text that is none, or with the connection cut, perhaps inside the answer; and whether the
 * workspace was reached before.
 */
export type Ending =
  | { readonly kind: 'send'; readonly answer: Answer; readonly applied: boolean }
  | { readonly kind: 'cut'; readonly applied: boolean }
  | { readonly kind: 'cut inside' | 'garbled'; readonly answer: Answer; readonly applied: true };

/** Performs a request under the fault that strikes it, if one does. Waiting is over by now. */
export function endingOf(fault: FaultRule | null, perform: () => Answer): Ending {
  switch (fault?.effect) {
    case 'cut-before':
      return { kind: 'cut', applied: false };
    case 'cut-after':
      perform();
      return { kind: 'cut', applied: true };
    case 'cut-inside':
      return { kind: 'cut inside', answer: perform(), applied: true };
    case 'garbled':
      return { kind: 'garbled', answer: perform(), applied: true };
    case 'status':
      return { kind: 'send', answer: failure(fault), applied: false };
    case 'status-after':
      perform();
      return { kind: 'send', answer: failure(fault), applied: true };
    case '429':
      return { kind: 'send', answer: limited(), applied: false };
    default:
      return { kind: 'send', answer: perform(), applied: true };
  }
}

function failure({ status, body }: FaultRule): Answer {
  return { status, body: body ?? { err: 'Internal server error', ECODE: `SANDBOX_${status}` } };
}

function limited(): Answer {
  const { status, message, ecode } = refusals.rateLimited();
  return { status, body: { err: message, ECODE: ecode } };
}
