import type { IncomingHttpHeaders } from 'node:http';
import type { UsageCall } from '../../domain/event-call.ts';
import type { RecordOutcome } from '../../monitor/record-usage-events.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { type JsonObject, LONGEST_NAME } from '../json-fields.ts';
import type { BodyLimits } from '../request-body.ts';

/** Where an item stands: its request, and its place in it from 0. */
export interface Place {
  readonly index: number;
  /** What the route's address ends with: some senders name the kind of a call only there. */
  readonly route: string;
  /** The body around the items; null where it is a bare list. */
  readonly envelope: JsonObject | null;
  readonly headers: IncomingHttpHeaders;
}

/** One item of a request, read: a call, or why it is none. */
export type ItemReading =
  | { readonly kind: 'call'; readonly call: UsageCall }
  | { readonly kind: 'refused'; readonly why: string };

/** What became of a request whose key and body were good. */
export interface Kept extends RecordOutcome {
  readonly items: readonly unknown[];
  /** Some event was larger than the limit; the others are kept all the same. */
  readonly oversize: boolean;
  /** Bytes of JSON. */
  readonly size: number;
  readonly receivedAt: number;
}

/** What no event of a request is kept for. */
export interface Refused {
  readonly status: 400 | 401 | 413 | 415 | 429 | 503;
  readonly why: string;
  /** How many events the body held, as far as it was read. */
  readonly events: number;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What one family of SDKs sends, and what it wants to hear. */
export interface Dialect {
  readonly routes: readonly string[];
  readonly limits: BodyLimits;
  /** The items of a body; null: it is of no shape that this family sends. */
  readonly itemsOf: (body: unknown) => readonly unknown[] | null;
  readonly read: (item: JsonObject, place: Place) => ItemReading;
  readonly kept: (kept: Kept) => Answer;
  /** The body of a refusal; its status is the refusal's own. */
  readonly refused: (refused: Refused) => Answer['body'];
}

/** Larger events are refused one by one, so that a whole batch of good ones always fits into a body. */
export const LARGEST_EVENT = 32 * 1024;

/** Bytes that are read or inflated at most, whoever sends them. */
export const LARGEST_BODY = 4 * 1024 * 1024;

/** What our own answers add to every dialect. */
export const countsOf = ({ stored, known, refused }: RecordOutcome): Answer['body'] => ({ stored, known, refused });

export type NameReading =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'refused'; readonly why: string };

/** What happened, as text; `field` is what the sender calls it. */
export function nameOf(value: unknown, field: string): NameReading {
  const name = cleanText(value);
  if (name === null) return { kind: 'refused', why: `${field} is missing: name what happened` };
  return name.length > LONGEST_NAME ? { kind: 'refused', why: tooLong(field) } : { kind: 'named', name };
}

export const tooLong = (field: string): string => `${field} is longer than ${LONGEST_NAME} characters`;

/** What a reader made of an item: a call, or the reason why it is none. */
export function callOr(made: UsageCall | string): ItemReading {
  return typeof made === 'string' ? { kind: 'refused', why: made } : { kind: 'call', call: made };
}
