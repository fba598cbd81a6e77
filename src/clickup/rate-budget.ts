import { z } from 'zod';
import type { Instant } from '../domain/account.ts';
import type { Lane } from '../monitor/board.ts';
import type { RateReading } from './rate-headers.ts';

/**
 * How many calls one token may make and when: a state machine without clock or timers, led by the headers of the answers.
 * A limiter that counts for itself is refused as soon as another program uses the same token, or the window slides.
 */
export interface RateBudget {
  /** Whether a call may go now. `until` is null where only an answer to a call under way can tell. */
  ask(lane: Lane, now: Instant): Permission;
  /** A call that was allowed goes now; its number is given back with its answer. */
  sent(lane: Lane, now: Instant): CallNumber;
  answered(call: CallNumber, answer: RateAnswer, now: Instant): void;
}

export type CallNumber = number;
export type Permission = { readonly kind: 'go' } | { readonly kind: 'wait'; readonly until: Instant | null };

export type RateAnswer =
  | { readonly kind: 'answered'; readonly reading: RateReading | null }
  /** Status 429. */
  | { readonly kind: 'refused'; readonly reading: RateReading | null; readonly retryAfterMs: number | null }
  /** No answer came: a time-out or a cut connection. */
  | { readonly kind: 'silent' };

export interface RateBudgetOptions {
  /** ClickUp's limits are per minute. */
  readonly windowMs?: number;
  /** The part of the limit that background calls may take: the rest stays for people. */
  readonly backgroundShare?: number;
}

/** Calls never used: room for another program's call between an answer and our next one. */
const RESERVE = 2;
/** Resets are in whole seconds, so the true one lies up to a second later. */
const RESET_MARGIN_MS = 1_000;
/** Without headers: 100 calls a minute, the smallest limit of any plan. */
const BLIND_PACE_MS = 600;
const BLIND_LIMIT = 100;
/** No wait is longer: a window is a minute, and a wrong clock must not stop us for an hour. */
const LONGEST_PAUSE_MS = 300_000;

const GO: Permission = { kind: 'go' };
const waitUntil = (until: Instant | null): Permission => ({ kind: 'wait', until });

/** A process that died never tells what came of its calls; none lasts longer than this. */
const LONGEST_CALL_MS = 30_000;
const LONGEST_SCOUTING_MS = 10_000;
/** What two of our machines may differ by; a time that lies further ahead is a wrong clock's. */
const CLOCK_DIFFERENCE_MS = 5_000;
/** So long after a call is waited for its answer before one more of the reserve looks. */
const LOOK_PATIENCE_MS = 3_000;
/** A person waits for a call: so long nothing else goes, in any process. Whoever still waits says so again before it is over. */
export const PEOPLE_FIRST_MS = 1_500;

/** The newest window we know of: what was left when call `call` had been counted. */
const Window = z.object({
  call: z.int(),
  limit: z.number(),
  remaining: z.number(),
  reset: z.number(),
  resetAt: z.number(),
  /** When this was learned. */
  at: z.number(),
  /** The reset moved by less than a window: it slides with the calls. */
  slides: z.boolean(),
});
type Window = z.infer<typeof Window>;

/** All that a budget remembers, as plain data: whoever is given it goes on where another process stands. */
export const RateState = z.object({
  window: Window.nullable(),
  lastCall: z.int(),
  underWay: z.array(z.object({ call: z.int(), at: z.number() })),
  /** The call that goes alone after a start or a reset, to learn the window. */
  scout: z.object({ call: z.int(), at: z.number() }).nullable(),
  /** The last answer had no headers, so there is nothing to be led by. */
  blind: z.boolean(),
  refusalsInARow: z.int(),
  pausedUntil: z.number(),
  lastSentAt: z.number(),
  lastSpreadAt: z.number(),
  lastBackgroundAt: z.number(),
  peopleWaitUntil: z.number(),
});
export type RateState = z.infer<typeof RateState>;

export const freshRateState = (): RateState => ({
  window: null,
  lastCall: 0,
  underWay: [],
  scout: null,
  blind: false,
  refusalsInARow: 0,
  pausedUntil: 0,
  lastSentAt: 0,
  lastSpreadAt: 0,
  lastBackgroundAt: 0,
  peopleWaitUntil: 0,
});

/** Works on the state that it is given, and changes it. */
export function createRateBudget(options: RateBudgetOptions = {}, state: RateState = freshRateState()): RateBudget {
  return new HeaderLedBudget(options.windowMs ?? 60_000, options.backgroundShare ?? 1 / 3, state);
}

class HeaderLedBudget implements RateBudget {
  private readonly windowMs: number;
  private readonly backgroundShare: number;
  private readonly state: RateState;

  constructor(windowMs: number, backgroundShare: number, state: RateState) {
    this.windowMs = windowMs;
    this.backgroundShare = backgroundShare;
    this.state = state;
  }

  ask(lane: Lane, now: Instant): Permission {
    this.tidy(now);
    if (lane !== 'conversation' && now < this.state.peopleWaitUntil) return waitUntil(this.state.peopleWaitUntil);
    const permission = this.decide(lane, now);
    if (lane === 'conversation') this.state.peopleWaitUntil = permission.kind === 'go' ? 0 : now + PEOPLE_FIRST_MS;
    return permission;
  }

  private decide(lane: Lane, now: Instant): Permission {
    if (now < this.state.pausedUntil) return waitUntil(this.state.pausedUntil);
    const window = this.freshWindow(now);
    const due = this.dueAt(lane, window);
    if (now < due) return waitUntil(due);
    if (window === null) return this.askWithoutWindow(now);
    return this.free(window) >= 1 ? GO : this.askExhausted(window, now);
  }

  sent(lane: Lane, now: Instant): CallNumber {
    const call = ++this.state.lastCall;
    if (this.freshWindow(now) === null && !this.state.blind) this.state.scout = { call, at: now };
    this.state.underWay.push({ call, at: now });
    this.state.lastSentAt = now;
    if (lane !== 'conversation') this.state.lastSpreadAt = now;
    if (lane === 'background') this.state.lastBackgroundAt = now;
    return call;
  }

  answered(call: CallNumber, answer: RateAnswer, now: Instant): void {
    this.state.underWay = this.state.underWay.filter((each) => each.call !== call);
    if (this.state.scout?.call === call) this.state.scout = null;
    const reading = answer.kind === 'silent' ? null : answer.reading;
    if (reading !== null) this.learn(call, reading, now);
    this.state.blind = reading === null && this.freshWindow(now) === null;
    if (answer.kind === 'refused') this.slowDown(answer.reading, answer.retryAfterMs, now);
    else if (answer.kind === 'answered') this.state.refusalsInARow = 0;
  }

  /** Forgets calls of which nothing will ever be heard, and what a wrong clock has written of later. */
  private tidy(now: Instant): void {
    const { state } = this;
    state.underWay = state.underWay.filter(({ at }) => now - at < LONGEST_CALL_MS);
    if (state.scout !== null && now - state.scout.at >= LONGEST_SCOUTING_MS) state.scout = null;
    const ifNotAfter = (at: Instant, latest: Instant): Instant => (at > latest ? 0 : at);
    state.pausedUntil = ifNotAfter(state.pausedUntil, now + LONGEST_PAUSE_MS);
    state.peopleWaitUntil = ifNotAfter(state.peopleWaitUntil, now + PEOPLE_FIRST_MS);
    state.lastSentAt = ifNotAfter(state.lastSentAt, now + CLOCK_DIFFERENCE_MS);
    state.lastSpreadAt = ifNotAfter(state.lastSpreadAt, now + CLOCK_DIFFERENCE_MS);
    state.lastBackgroundAt = ifNotAfter(state.lastBackgroundAt, now + CLOCK_DIFFERENCE_MS);
    const latestReset = now + this.windowMs + RESET_MARGIN_MS + CLOCK_DIFFERENCE_MS;
    if (state.window !== null && state.window.resetAt > latestReset) state.window = null;
  }

  /** Null where the reset has passed, with its margin, or nothing is known yet. */
  private freshWindow(now: Instant): Window | null {
    return this.state.window !== null && now < this.state.window.resetAt + RESET_MARGIN_MS ? this.state.window : null;
  }

  /** When the spreading lets a call of this lane go; calls that a person waits for are never spread. */
  private dueAt(lane: Lane, window: Window | null): Instant {
    if (lane === 'conversation') return 0;
    const share = lane === 'background' ? this.backgroundShare : 1;
    const spread = window === null ? 0 : this.state.lastSpreadAt + this.spacing(window, share);
    if (lane === 'alert') return spread;
    const backgroundLimit = ((window?.limit ?? BLIND_LIMIT) - RESERVE) * share;
    return Math.max(spread, this.state.lastBackgroundAt + this.windowMs / Math.max(1, backgroundLimit));
  }

  /** How long after the last spread call the next is due, so that this share of what is free lasts until the reset. */
  private spacing(window: Window, share: number): number {
    if (window.slides) return this.windowMs / window.limit;
    const parts = Math.max(0, this.free(window)) * share + 1;
    return Math.max(0, window.resetAt - this.state.lastSpreadAt) / parts;
  }

  /** Remaining, less every call that the server may not have counted yet, less the reserve. */
  private free(window: Window): number {
    const later = this.state.lastCall - window.call;
    const earlier = this.state.underWay.filter(({ call }) => call < window.call).length;
    return window.remaining - later - earlier - RESERVE;
  }

  private askWithoutWindow(now: Instant): Permission {
    if (this.state.scout !== null) return waitUntil(null);
    const due = this.state.blind ? this.state.lastSentAt + BLIND_PACE_MS : now;
    return now >= due ? GO : waitUntil(due);
  }

  /**
   * Nothing is free before the reset. Only a sliding window gives calls back in between: there one call of the reserve, alone,
   * may look again once a few places must have come free.
   */
  private askExhausted(window: Window, now: Instant): Permission {
    const over = window.resetAt + RESET_MARGIN_MS;
    if (!window.slides || this.free(window) + RESERVE < 1) return waitUntil(over);
    const newest = this.state.underWay.at(-1);
    if (newest !== undefined && now < newest.at + LOOK_PATIENCE_MS)
      return waitUntil(Math.min(newest.at + LOOK_PATIENCE_MS, over));
    const due = Math.max(window.at, this.state.lastSentAt) + (RESERVE * this.windowMs) / window.limit;
    return now >= due ? GO : waitUntil(Math.min(due, over));
  }

  private learn(call: CallNumber, reading: RateReading, now: Instant): void {
    // A reset that seems to have passed, or to lie beyond one window, is our clock's fault and not the server's.
    const resetAt = Math.min(Math.max(reading.resetAt, now), now + this.windowMs + RESET_MARGIN_MS);
    const known = this.freshWindow(now);
    // The reset never goes back on the server, so it tells which of two answers that overtook each other was counted first.
    if (known !== null && reading.reset < known.reset) return;
    if (known !== null && reading.reset === known.reset) {
      // Within one reset the lowest count is the latest, and the earliest reading of our clock the truest.
      known.remaining = Math.min(known.remaining, reading.remaining);
      known.resetAt = Math.min(known.resetAt, resetAt);
      if (call > known.call) Object.assign(known, { call, at: now });
      return;
    }
    const slides = this.state.window !== null && reading.reset - this.state.window.reset < this.windowMs / 2;
    this.state.window = { ...reading, resetAt, call, at: now, slides };
  }

  /** A refusal means that others use this token too. Where the headers name no end, the pace halves with each refusal. */
  private slowDown(reading: RateReading | null, retryAfterMs: number | null, now: Instant): void {
    this.state.refusalsInARow += 1;
    const ownPace = Math.min(BLIND_PACE_MS * 2 ** (this.state.refusalsInARow - 1), this.windowMs);
    const endIsKnown = reading !== null && reading.remaining < 1;
    const pause = Math.min(retryAfterMs ?? (endIsKnown ? 0 : ownPace), LONGEST_PAUSE_MS);
    this.state.pausedUntil = Math.max(this.state.pausedUntil, now + pause);
  }
}
