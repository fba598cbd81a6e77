import { whoseMove } from '../domain/whose-move.ts';
import { MOVE_IN_WORDS } from '../domain/whose-move-words.ts';
import type { Judged } from './account-row.ts';
import { onboardingWorkOf } from './onboarding-work.ts';
import type { ReadDeps } from './read-deps.ts';
import { type WhoseMoveJson, whoseMoveJson } from './whose-move-json.ts';

/** Whose move it is now, and what to do next; null where nobody is waited for. */
export async function readWhoseMove(
  { store, moveFor }: ReadDeps,
  { account, verdict, inForce, holder }: Judged,
): Promise<WhoseMoveJson | null> {
  if (holder !== null) return sharedId(holder.name);
  const people = (await store.people.all()).filter(({ active }) => active);
  const workOf = await onboardingWorkOf(store, people, [account.key]);
  const whose = whoseMove(verdict, workOf(account.key));
  return whose === null ? null : whoseMoveJson(whose, moveFor(account, verdict, inForce, whose).moves);
}

/** Two tasks with one account id: which of them the data belongs to is for us to say. */
function sharedId(holder: string): WhoseMoveJson {
  const because = `“${holder}” had this account id first`;
  return {
    kind: 'data',
    in_words: `${MOVE_IN_WORDS.data}: ${because}`,
    evidence: [{ kind: 'blind', because }],
    next: [`Give each task its own account id; “${holder}” keeps this one until then.`],
  };
}
