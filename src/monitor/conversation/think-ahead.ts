import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Account, Instant } from '../../domain/account.ts';
import type { DraftRequest } from '../../domain/drafting.ts';
import { isByLines } from '../../domain/plan-edit.ts';
import type { Member } from '../board.ts';
import { draftRequest } from '../draft-request.ts';
import type { WordFinder } from '../find-words.ts';
import type { Crew } from '../keep-accounts.ts';
import { isCalledToDraft } from '../recall-drafts.ts';
import { type Command, readCommand } from './command.ts';
import { knownFacts } from './known-facts.ts';
import { permissionFor } from './permission.ts';
import type { AnswerDeps, Said } from './said.ts';
import type { Thought } from './thoughts.ts';

/** What a model finds out for a comment, before the transaction that obeys it: nobody waits for that, and the database is free. */
export type Ahead =
  /** Null: it needs no thought. */
  | { readonly kind: 'ready'; readonly thought: Thought | null }
  /** Its turn comes when the thought is there; until then others are answered. */
  | { readonly kind: 'set_aside' };

const NOTHING: Ahead = { kind: 'ready', thought: null };
const SET_ASIDE: Ahead = { kind: 'set_aside' };

/**
 * The thought that a comment needs, if it is there; else thinking has begun, or (of a comment that only reading found, which has no
 * row in the inbox yet) begins once the inbox tells of it. What leads say about one plan is thought about in the order in which it
 * was heard, so that no `approve` overtakes a `reject`.
 */
export async function thinkAhead(
  deps: AnswerDeps,
  crew: Crew,
  said: Said,
  person: Member,
  now: Instant,
  sign: () => Promise<void>,
): Promise<Ahead> {
  const { words, thoughts } = deps;
  const { account, comment, addressed } = said;
  if (words === null || account === null || !addressed) return NOTHING;
  const key = thoughtKeyOf(comment);
  const known = await thoughts.on(key);
  if (known === 'under_way') return SET_ASIDE;
  if (known !== null && known.kind !== 'turn') return { kind: 'ready', thought: known };
  const command = readCommand(comment.text);
  const about = CHANGES_A_PLAN.has(command.kind) ? account.key : null;
  const before = known === null && about !== null ? thoughts.about(about) : null;
  const need = before === null ? await needOf({ ...deps, words }, crew, account, person, command, now) : null;
  const think = before === null ? need : () => before.then((): Thought => ({ kind: 'turn' }));
  if (think === null) return NOTHING;
  if (said.row === null) return SET_ASIDE;
  thoughts.begin(key, { about, think, sign });
  // What was found out before is there at once.
  await turnOfTheLoop();
  const found = await thoughts.on(key);
  return found === null || found === 'under_way' || found.kind === 'turn'
    ? SET_ASIDE
    : { kind: 'ready', thought: found };
}

/** The same words of the same comment; an edited one is thought about anew. */
export const thoughtKeyOf = ({ id, digest }: Said['comment']): string => `${id}.${digest.slice(0, 8)}`;

const CHANGES_A_PLAN: ReadonlySet<Command['kind']> = new Set(['approve', 'reject', 'edit', 'redraft']);

interface Needy {
  readonly deps: AnswerDeps & { readonly words: WordFinder };
  readonly account: Account;
  readonly now: Instant;
}

/** What is to be found out; null where the comment needs nothing, or asks for what this person may not have. */
async function needOf(
  deps: Needy['deps'],
  crew: Crew,
  account: Account,
  person: Member,
  command: Command,
  now: Instant,
): Promise<(() => Promise<Thought>) | null> {
  const isCalled = await isCalledToDraft(deps, account, person.id);
  if (permissionFor(command, person, account, deps.rules, crew, isCalled).kind === 'may_not') return null;
  const needy = { deps, account, now };
  switch (command.kind) {
    case 'redraft':
      return drafted(needy, await draftRequest(deps, account, now));
    case 'reject':
      return drafted(needy, await requestAfterRejection(needy, command.reason));
    case 'edit':
      return editLines(needy, command.body);
    case 'unknown':
      return command.said === '' ? null : answered(needy, command.said);
    default:
      return null;
  }
}

const drafted = ({ deps }: Needy, request: DraftRequest | null): (() => Promise<Thought>) | null =>
  request === null ? null : async () => ({ kind: 'draft', answer: await deps.drafter(request) });

async function requestAfterRejection({ deps, account, now }: Needy, reason: string): Promise<DraftRequest | null> {
  const newest = (await deps.store.plans.versions(account.key)).at(-1);
  if (reason === '' || newest === undefined || newest.status === 'rejected') return null;
  const { statement } = newest.plan;
  const request = await draftRequest(deps, account, now);
  return { ...request, rejected: [...request.rejected, { statement, reason, plan: newest.plan }] };
}

/** Lines are read by code; only a sentence needs somebody who understands it. */
async function editLines({ deps, account, now }: Needy, body: string): Promise<(() => Promise<Thought>) | null> {
  const newest = (await deps.store.plans.versions(account.key)).at(-1);
  if (newest === undefined || body === '' || isByLines(body)) return null;
  const { catalogue, observed } = await draftRequest(deps, account, now);
  const events = [...new Set([...catalogue, ...observed].map(({ name }) => name))];
  const wish = { wish: body, accountName: account.name, plan: newest.plan, events };
  return async () => ({ kind: 'edit', lines: await deps.words.editLines(wish) });
}

async function answered({ deps, account, now }: Needy, question: string): Promise<() => Promise<Thought>> {
  const facts = await knownFacts(deps, account, now);
  return async () => ({
    kind: 'answer',
    answer: await deps.words.answer({ question, accountName: account.name, facts }),
  });
}
