import type { Account, Instant } from '../../domain/account.ts';
import type { DraftRequest } from '../../domain/drafting.ts';
import { type DrafterAnswer, draftRequest } from '../draft-plan.ts';
import type { Crew } from '../keep-accounts.ts';
import type { Member } from '../board.ts';
import { readCommand } from './command.ts';
import { permissionFor } from './permission.ts';
import type { AnswerDeps, Said } from './said.ts';

/** A first sign is due 5 seconds after the question; this leaves time for it to get there. */
const PATIENCE_MS = 3_000;

/**
 * Asks the drafter for what a comment is going to need, before the transaction that obeys it: a model may take a minute, and
 * nobody else could use the database meanwhile. Where the answer is not there in time `sign` is called, once.
 * @returns a drafter that knows the answer
 */
export async function thinkAhead(
  deps: AnswerDeps,
  crew: Crew,
  said: Said,
  person: Member,
  now: Instant,
  sign: () => Promise<void>,
): Promise<AnswerDeps['drafter']> {
  const request = await requestAhead(deps, crew, said, person, now);
  if (request === null) return deps.drafter;
  const answer = await inTime(deps, deps.drafter(request), sign);
  const known = JSON.stringify(request);
  return (other) => (JSON.stringify(other) === known ? Promise.resolve(answer) : deps.drafter(other));
}

async function inTime(
  { after }: AnswerDeps,
  thinking: Promise<DrafterAnswer>,
  sign: () => Promise<void>,
): Promise<DrafterAnswer> {
  let signed: Promise<void> = Promise.resolve();
  const callOff = after(PATIENCE_MS, () => {
    signed = sign();
    // Whether it went well is asked below; until then nobody listens.
    signed.catch(() => undefined);
  });
  try {
    return await thinking;
  } finally {
    callOff();
    await signed;
  }
}

/** What is going to be asked of the drafter; null where nothing is. */
async function requestAhead(
  deps: AnswerDeps,
  crew: Crew,
  { account, comment, addressed }: Said,
  person: Member,
  now: Instant,
): Promise<DraftRequest | null> {
  const command = readCommand(comment.text);
  if (account === null || !addressed || (command.kind !== 'redraft' && command.kind !== 'reject')) return null;
  if (permissionFor(command, person, account, deps.rules, crew).kind === 'may_not') return null;
  const request = await draftRequest(deps, account, now);
  return command.kind === 'reject' ? withRejection(deps, account, request, command.reason) : request;
}

async function withRejection(
  { store }: AnswerDeps,
  { key }: Account,
  request: DraftRequest,
  reason: string,
): Promise<DraftRequest | null> {
  const newest = (await store.plans.versions(key)).at(-1);
  if (reason === '' || newest === undefined || newest.status === 'rejected') return null;
  const { statement } = newest.plan;
  return { ...request, rejected: [...request.rejected, { statement, reason, plan: newest.plan }] };
}
