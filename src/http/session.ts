import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/account.ts';

/** Signing in gives a cookie that says when it was given, signed with the dashboard's token: nothing has to be stored. */

export const SESSION_COOKIE = 'fvm_session';
export const SESSION_MS = 7 * 86_400_000;

/** The signature binds the stamp to the token, so a new token ends every session. */
export function sealSession(token: string, now: Instant): string {
  return `${now}.${signatureOf(token, String(now))}`;
}

export function isSession(value: string | null, token: string, now: Instant): boolean {
  const [stamp, signature, ...more] = value?.split('.') ?? [];
  if (stamp === undefined || signature === undefined || more.length > 0 || !/^\d{1,15}$/.test(stamp)) return false;
  const age = now - Number(stamp);
  return isSame(signature, signatureOf(token, stamp)) && age >= 0 && age < SESSION_MS;
}

const signatureOf = (token: string, stamp: string): string =>
  createHmac('sha256', token).update(`dashboard session ${stamp}`).digest('base64url');

/** Compares in a time that tells nothing about where two secrets differ, or how long they are. */
export function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
