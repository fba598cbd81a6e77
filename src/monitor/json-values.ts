import type { Instant } from '../domain/account.ts';

/** `2026-11-02T10:00:00Z`; milliseconds only where there are any. */
export const isoMoment = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');

export const momentOrNull = (at: Instant | null): string | null => (at === null ? null : isoMoment(at));

/** Four decimals: enough to compute with, short enough to read. */
export const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

export const figureOrNull = (value: number | null): number | null => (value === null ? null : rounded(value));
