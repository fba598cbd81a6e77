import { gunzipSync } from 'node:zlib';
import express, { type RequestHandler } from 'express';
import { messageOf } from '../shared/errors.ts';
import { own } from './json-fields.ts';

export interface BodyLimits {
  /** Bytes of JSON that are parsed at most; more is the sender's mistake (400). */
  readonly accepted: number;
  /** Bytes that are read or inflated at most; more is not looked at (413). */
  readonly read: number;
}

export type BodyReading =
  | { readonly kind: 'parsed'; readonly value: unknown /** Bytes of JSON. */; readonly size: number }
  | { readonly kind: 'refused'; readonly status: 400 | 413; readonly why: string };

/**
 * The raw bytes of a request, whatever its content type claims (RudderStack sends gzipped JSON as a form), inflated by
 * Content-Encoding. The limit is on what comes out, so a bomb ends as 413 after that many bytes.
 */
export function rawBody(limits: BodyLimits): RequestHandler {
  return express.raw({ type: () => true, inflate: true, limit: limits.read });
}

/**
 * Parses by what the bytes are, not by what they are called: JSON; gzip that no header announced; a form whose `data` holds
 * JSON, plain or in base64.
 */
export function parseBody(body: unknown, limits: BodyLimits): BodyReading {
  if (!Buffer.isBuffer(body) || body.length === 0) return refused('the body is empty: send a JSON object');
  return parseBytes(body, limits, (text) => {
    const form = /^(?:[^{["]*&)?data=([^&]*)/.exec(text);
    return form === null ? parseJson(text) : parseFormData(form[1] ?? '', limits);
  });
}

type TextReader = (text: string) => BodyReading;

function parseBytes(bytes: Buffer, limits: BodyLimits, read: TextReader): BodyReading {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes, limits) : bytes;
  if (!Buffer.isBuffer(plain)) return plain;
  if (plain.length > limits.accepted) return refused(tooLarge(limits.accepted));
  const text = decodeUtf8(plain);
  return text === null ? refused('the body is not UTF-8') : read(text);
}

/** The value of the form field `data`. Some senders do not percent-encode their base64, whose + then reads as a space. */
function parseFormData(value: string, limits: BodyLimits): BodyReading {
  const data = decodeForm(value);
  if (/^\s*[{[]/.test(data)) return parseJson(decodeForm(value.replaceAll('+', ' ')));
  return parseBytes(Buffer.from(data.replaceAll(' ', '+'), 'base64'), limits, parseJson);
}

function parseJson(text: string): BodyReading {
  try {
    return { kind: 'parsed', value: JSON.parse(text), size: Buffer.byteLength(text) };
  } catch (thrown) {
    return refused(`the body is not JSON: ${messageOf(thrown).slice(0, 120)}`);
  }
}

function gunzip(bytes: Buffer, limits: BodyLimits): Buffer | BodyReading {
  try {
    return gunzipSync(bytes, { maxOutputLength: limits.read });
  } catch (thrown) {
    return own(thrown, 'code') === 'ERR_BUFFER_TOO_LARGE'
      ? { kind: 'refused', status: 413, why: tooLarge(limits.read) }
      : refused('the body is broken gzip');
  }
}

export const tooLarge = (limit: number): string =>
  `the body is larger than ${Math.floor(limit / 1024)} kB: send smaller batches`;

/** Null for what is no UTF-8: read as if it were, it would silently rename events. A byte order mark is dropped. */
function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeForm(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function refused(why: string): BodyReading {
  return { kind: 'refused', status: 400, why };
}
