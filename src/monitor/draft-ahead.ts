import type { Account, Instant } from '../domain/account.ts';
import type { DraftDeps, DrafterAnswer } from './draft-deps.ts';
import { draftRequest } from './draft-request.ts';

/** Drafts thought of side by side, for accounts whose turn is still to come: a model may take many seconds over each. */
export interface DraftsAhead {
  /** The drafter for one of the accounts; it knows the answer, if the facts are still the same. */
  drafterFor(account: Account): Promise<DraftDeps['drafter']>;
}

interface Thought {
  readonly about: string;
  readonly answer: DrafterAnswer;
}

/**
 * @param accounts in the order in which they will be asked for
 * @param wanted whether an account is going to be drafted for at all
 */
export function draftAhead(
  deps: DraftDeps,
  accounts: readonly Account[],
  wanted: (account: Account) => Promise<boolean>,
  now: Instant,
): DraftsAhead {
  const { draftsAtOnce = 1 } = deps;
  if (draftsAtOnce === 1) return { drafterFor: async () => deps.drafter };
  const thoughts = new Map<string, Promise<Thought>>();
  const think = async (account: Account): Promise<Thought> => {
    const request = await draftRequest(deps, account, now);
    return { about: JSON.stringify(request), answer: await deps.drafter(request) };
  };
  return {
    async drafterFor(account) {
      const from = accounts.indexOf(account);
      for (const each of accounts.slice(from, from + draftsAtOnce)) {
        if (thoughts.has(each.key) || !(await wanted(each))) continue;
        const thought = think(each);
        // It is waited for when its turn comes; until then nobody hears if it fails.
        thought.catch(() => undefined);
        thoughts.set(each.key, thought);
      }
      const known = await thoughts.get(account.key);
      return (request) =>
        known?.about === JSON.stringify(request) ? Promise.resolve(known.answer) : deps.drafter(request);
    },
  };
}
