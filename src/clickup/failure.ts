import { z } from 'zod';
import { ClickUpError, type ClickUpErrorCode, type Outcome } from './errors.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What is known of a call when it fails; `secret` is kept out of every message. */
export interface CallFacts {
  readonly method: Method;
  readonly path: string;
  readonly secret: string;
}

/** The ECODEs that mean a missing, unknown or revoked token. Any other 401 means "not for this seat". */
const DEAD_TOKEN = new Set(['OAUTH_017', 'OAUTH_018', 'OAUTH_019', 'OAUTH_021', 'OAUTH_025', 'OAUTH_077']);

/** Failures that happen before a request can have left this machine. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT']);

const ErrorBody = z.object({
  err: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  ECODE: z.string().optional().catch(undefined),
});

/** The error for an answer other than 2xx. `retryAfterMs` is what its headers ask for, if they ask for anything. */
export function refusal(facts: CallFacts, status: number, body: unknown, retryAfterMs: number | null): ClickUpError {
  const { err, message, ECODE: ecode } = ErrorBody.catch({}).parse(body);
  const code = codeOf(status, ecode);
  const said = (err ?? message ?? 'no reason given').replaceAll(facts.secret, '***').slice(0, 300);
  const identity = [status, ecode].filter((part) => part !== undefined).join(', ');
  return new ClickUpError(`${facts.method} ${facts.path}: ClickUp says "${said}" (${identity})${wayOut(code)}`, {
    code,
    outcome: code === 'server' ? outcomeIfSent(facts.method) : 'not_applied',
    status,
    ...(ecode === undefined ? {} : { ecode }),
    ...(code === 'rate_limited' && retryAfterMs !== null ? { retryAfterMs } : {}),
  });
}

/** The error for a call that got no answer. `transportCode` is Node's or axios's own, such as ECONNRESET. */
export function noAnswer(facts: CallFacts, transportCode: string): ClickUpError {
  const code = TIMED_OUT.has(transportCode) ? 'timeout' : 'unreachable';
  return new ClickUpError(`${facts.method} ${facts.path}: no answer from ClickUp (${transportCode})`, {
    code,
    outcome: NEVER_SENT.has(transportCode) ? 'not_applied' : outcomeIfSent(facts.method),
  });
}

/** The error for a call that was not made, because by its turn it was nobody's to make any more. */
export function overdue(facts: CallFacts): ClickUpError {
  return new ClickUpError(`${facts.method} ${facts.path}: not sent, its turn came too late`, {
    code: 'overdue',
    outcome: 'not_applied',
  });
}

/** The error for a 2xx whose body is not what we read. `where` names the places, never the values. */
export function malformedAnswer(facts: CallFacts, status: number, where: string): ClickUpError {
  return new ClickUpError(`${facts.method} ${facts.path}: ClickUp's answer cannot be read (${where})`, {
    code: 'malformed',
    outcome: outcomeIfSent(facts.method),
    status,
  });
}

const outcomeIfSent = (method: Method): Outcome => (method === 'GET' ? 'not_applied' : 'unknown');

function codeOf(status: number, ecode: string | undefined): ClickUpErrorCode {
  if (status === 429) return 'rate_limited';
  if (status === 401) return ecode === undefined || DEAD_TOKEN.has(ecode) ? 'unauthorized' : 'forbidden';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status >= 500) return 'server';
  return status >= 400 ? 'bad_request' : 'malformed';
}

function wayOut(code: ClickUpErrorCode): string {
  if (code === 'unauthorized') return '; check CLICKUP_API_TOKEN (a personal token is sent as is, without "Bearer")';
  if (code === 'forbidden') return "; share it with the agent's seat, or check the id";
  if (code === 'malformed') return '; check CLICKUP_API_URL';
  return '';
}
