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

/** The newest window we know of: what was left when call `call` had been counted. */
interface Window {
  call: CallNumber;
  limit: number;
  remaining: number;
  reset: number;
  resetAt: Instant;
  /** When this was learned. */
  at: Instant;
  /** The reset moved by less than a window: it slides with the calls. */
  slides: boolean;
}

export function createRateBudget(options: RateBudgetOptions = {}): RateBudget {
  return new HeaderLedBudget(options.windowMs ?? 60_000, options.backgroundShare ?? 1 / 3);
}

class HeaderLedBudget implements RateBudget {
  private readonly windowMs: number;
  private readonly backgroundShare: number;
  private window: Window | null = null;
  private lastCall: CallNumber = 0;
  private readonly underWay = new Set<CallNumber>();
  /** The call that goes alone after a start or a reset, to learn the window. */
  private scout: CallNumber | null = null;
  /** The last answer had no headers, so there is nothing to be led by. */
  private blind = false;
  private refusalsInARow = 0;
  private pausedUntil: Instant = 0;
  private lastSentAt: Instant = 0;
  private lastSpreadAt: Instant = 0;
  private lastBackgroundAt: Instant = 0;

  constructor(windowMs: number, backgroundShare: number) {
    this.windowMs = windowMs;
    this.backgroundShare = backgroundShare;
  }

  ask(lane: Lane, now: Instant): Permission {
    if (now < this.pausedUntil) return waitUntil(this.pausedUntil);
    const window = this.freshWindow(now);
    const due = this.dueAt(lane, window);
    if (now < due) return waitUntil(due);
    if (window === null) return this.askWithoutWindow(now);
    return this.free(window) >= 1 ? GO : this.askExhausted(window, now);
  }

  sent(lane: Lane, now: Instant): CallNumber {
    const call = ++this.lastCall;
    if (this.freshWindow(now) === null && !this.blind) this.scout = call;
    this.underWay.add(call);
    this.lastSentAt = now;
    if (lane !== 'conversation') this.lastSpreadAt = now;
    if (lane === 'background') this.lastBackgroundAt = now;
    return call;
  }

  answered(call: CallNumber, answer: RateAnswer, now: Instant): void {
    this.underWay.delete(call);
    if (this.scout === call) this.scout = null;
    const reading = answer.kind === 'silent' ? null : answer.reading;
    if (reading !== null) this.learn(call, reading, now);
    this.blind = reading === null && this.freshWindow(now) === null;
    if (answer.kind === 'refused') this.slowDown(answer.reading, answer.retryAfterMs, now);
    else if (answer.kind === 'answered') this.refusalsInARow = 0;
  }

  /** Null where the reset has passed, with its margin, or nothing is known yet. */
  private freshWindow(now: Instant): Window | null {
    return this.window !== null && now < this.window.resetAt + RESET_MARGIN_MS ? this.window : null;
  }

  /** When the spreading lets a call of this lane go; calls that a person waits for are never spread. */
  private dueAt(lane: Lane, window: Window | null): Instant {
    if (lane === 'conversation') return 0;
    const share = lane === 'background' ? this.backgroundShare : 1;
    const spread = window === null ? 0 : this.lastSpreadAt + this.spacing(window, share);
    if (lane === 'alert') return spread;
    const backgroundLimit = ((window?.limit ?? BLIND_LIMIT) - RESERVE) * share;
    return Math.max(spread, this.lastBackgroundAt + this.windowMs / Math.max(1, backgroundLimit));
  }

  /** How long after the last spread call the next is due, so that this share of what is free lasts until the reset. */
  private spacing(window: Window, share: number): number {
    if (window.slides) return this.windowMs / window.limit;
    const parts = Math.max(0, this.free(window)) * share + 1;
    return Math.max(0, window.resetAt - this.lastSpreadAt) / parts;
  }

  /** Remaining, less every call that the server may not have counted yet, less the reserve. */
  private free(window: Window): number {
    const later = this.lastCall - window.call;
    const earlier = [...this.underWay].filter((call) => call < window.call).length;
    return window.remaining - later - earlier - RESERVE;
  }

  private askWithoutWindow(now: Instant): Permission {
    if (this.scout !== null) return waitUntil(null);
    const due = this.blind ? this.lastSentAt + BLIND_PACE_MS : now;
    return now >= due ? GO : waitUntil(due);
  }

  /**
   * Nothing is free before the reset. Only a sliding window gives calls back in between: there one call of the reserve, alone,
   * may look again once a few places must have come free.
   */
  private askExhausted(window: Window, now: Instant): Permission {
    const over = window.resetAt + RESET_MARGIN_MS;
    if (!window.slides || this.underWay.size > 0 || this.free(window) + RESERVE < 1) return waitUntil(over);
    const due = Math.max(window.at, this.lastSentAt) + (RESERVE * this.windowMs) / window.limit;
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
    const slides = this.window !== null && reading.reset - this.window.reset < this.windowMs / 2;
    this.window = { ...reading, resetAt, call, at: now, slides };
  }

  /** A refusal means that others use this token too. Where the headers name no end, the pace halves with each refusal. */
  private slowDown(reading: RateReading | null, retryAfterMs: number | null, now: Instant): void {
    this.refusalsInARow += 1;
    const ownPace = Math.min(BLIND_PACE_MS * 2 ** (this.refusalsInARow - 1), this.windowMs);
    const endIsKnown = reading !== null && reading.remaining < 1;
    const pause = Math.min(retryAfterMs ?? (endIsKnown ? 0 : ownPace), LONGEST_PAUSE_MS);
    this.pausedUntil = Math.max(this.pausedUntil, now + pause);
  }
}
