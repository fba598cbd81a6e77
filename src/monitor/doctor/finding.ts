import type { Instant } from '../../domain/account.ts';
import type { Board, Hooks } from '../board.ts';
import type { Crew } from '../keep-accounts.ts';
import type { Notebook } from '../observations.ts';
import type { Rules } from '../rules.ts';
import type { Store } from '../store.ts';
import type { ModelAccess } from './model-access.ts';

/** One line of `doctor`: what was looked at, how it is, and the way out where it is not well. */
export interface Finding {
  readonly check: string;
  /** `unknown`: ClickUp does not let us see it, so a person must look. */
  readonly state: 'ok' | 'warning' | 'failure' | 'unknown';
  readonly says: string;
  readonly wayOut: string | null;
}

export interface DoctorDeps {
  readonly store: Store;
  readonly rules: Rules;
  /** Null without a token: everything about ClickUp is one failure then. */
  readonly clickup: ClickUpAccess | null;
  readonly publicUrl: string | null;
  readonly ingestKeys: number;
  /** Null: none is configured. */
  readonly model: ModelAccess | null;
  readonly notebook: Notebook;
  /** Longest time between two runs of RECONCILE_CRON. */
  readonly reconcileEveryMs: () => number;
}

export interface ClickUpAccess {
  readonly board: Board;
  readonly hooks: Hooks;
  readonly crew: () => Promise<Crew>;
}

/** One topic; more than one finding where there is more than one to look at. */
export type Check = (deps: DoctorDeps, now: Instant) => Promise<readonly Finding[]>;

/** A check that needs ClickUp: without a token it has nothing to say. */
export const onClickUp =
  (check: (clickup: ClickUpAccess, deps: DoctorDeps, now: Instant) => Promise<readonly Finding[]>): Check =>
  async (deps, now) =>
    deps.clickup === null ? [] : check(deps.clickup, deps, now);

/** The way out of a failed call to ClickUp, by the code of its error. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  server: 'wait: the fault is ClickUp’s (status.clickup.com); the service tries again by itself and loses nothing',
  timeout: 'wait: ClickUp is slow; the service tries again by itself and loses nothing',
  rate_limited: 'wait a minute: the token’s calls are used up; see that no other program uses it',
  unreachable: 'check CLICKUP_API_URL, and that this machine reaches it (proxy, firewall, DNS)',
  unauthorized: 'set CLICKUP_API_TOKEN to the agent seat’s personal token (ClickUp: Settings, Apps, API token)',
  forbidden: 'share the list or folder that the message names with the agent’s seat',
  not_found: 'correct the id that the message names in monitor.yaml, or share what it names with the agent’s seat',
  malformed: 'see that CLICKUP_API_URL is ClickUp’s API and no proxy answers in its place; else please report it',
  workspace_unclear: 'set CLICKUP_TEAM_ID to the workspace of the accounts list',
};

/** @param otherwise where the error says nothing of ClickUp, or of what is asked for */
export function wayOutOf(thrown: unknown, otherwise: string): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return WAYS_OUT[code] ?? otherwise;
}

export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says, wayOut: null });
export const warning = (check: string, says: string, wayOut: string): Finding => ({
  check,
  state: 'warning',
  says,
  wayOut,
});
export const failure = (check: string, says: string, wayOut: string): Finding => ({
  check,
  state: 'failure',
  says,
  wayOut,
});
export const unknown = (check: string, says: string, wayOut: string): Finding => ({
  check,
  state: 'unknown',
  says,
  wayOut,
});
