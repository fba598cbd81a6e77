import type { AxiosInstance, AxiosResponse } from 'axios';
import type { z } from 'zod';
import type { Lane, MayStillSend, NewFile } from '../monitor/board.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { ClickUpError } from './errors.ts';
import { type CallFacts, type Method, malformedAnswer, noAnswer, overdue, refusal } from './failure.ts';
import type { RateAnswer } from './rate-budget.ts';
import { readRateHeaders, readRetryAfter } from './rate-headers.ts';
import { type RateLimiter, systemTimers, type Timers } from './rate-limiter.ts';
import { afterFailure } from './retry.ts';

/** What is undefined is left out; a list is sent as `name[]=…`, without which ClickUp filters nothing. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface CallOptions {
  readonly lane: Lane;
  readonly query?: Query;
  /** Asked when the call's turn has come; after a no it is not made, and rejects with `overdue`. */
  readonly may?: MayStillSend | undefined;
}

/**
 * ClickUp's API version 2 over HTTP: paths are relative to `/v2/`, answers are checked against the schema given. Every method
 * rejects with a `ClickUpError` and nothing else.
 */
export interface ClickUpClient {
  get<T>(path: string, schema: z.ZodType<T>, options: CallOptions): Promise<T>;
  /** Made again only when ClickUp refused it for the rate limit: any other failure may hide a success. */
  post<T>(path: string, body: object, schema: z.ZodType<T>, options: CallOptions): Promise<T>;
  /** A file as `multipart/form-data`, in a part of this name; repeated as `post` is. */
  upload<T>(path: string, part: string, file: NewFile, schema: z.ZodType<T>, options: CallOptions): Promise<T>;
  put<T>(path: string, body: object, schema: z.ZodType<T>, options: CallOptions): Promise<T>;
  delete<T>(path: string, schema: z.ZodType<T>, options: CallOptions): Promise<T>;
}

export interface ClickUpClientOptions {
  /** Without `/v2`: CLICKUP_API_URL. */
  readonly apiUrl: string;
  /** Sent as it is, without "Bearer". */
  readonly token: string;
  readonly limiter: RateLimiter;
  readonly log?: Logger;
  /** Shown the headers of every answer. */
  readonly onHeaders?: (headers: Readonly<Record<string, unknown>>) => void;
  readonly timeoutMs?: number;
  readonly timers?: Timers;
  /** In [0, 1): spreads the waits. */
  readonly random?: () => number;
}

interface Call {
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
  /** What the body is, where it is not JSON. */
  readonly type?: string;
  readonly options: CallOptions;
}

const DEFAULT_TIMEOUT_MS = 20_000;
/** A page of a hundred tasks is about 1 MB. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

export function createClickUpClient(options: ClickUpClientOptions): ClickUpClient {
  let transport: Promise<AxiosInstance> | undefined;
  const timers = options.timers ?? systemTimers;
  const random = options.random ?? Math.random;

  async function perform<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return read(await send(call), schema, factsOf(call));
      } catch (error) {
        const retry = afterFailure(error, call.method, attempt, random());
        if (retry.kind === 'give_up') throw error;
        options.log?.warn({ ...logged(call, error), attempt }, 'ClickUp call failed, will be tried again');
        await new Promise<void>((resolve) => void timers.after(retry.afterMs, resolve));
      }
    }
  }

  async function send(call: Call): Promise<AxiosResponse<unknown>> {
    transport ??= createTransport(options);
    const http = await transport;
    const turn = await options.limiter.turn(call.options.lane);
    let answer: RateAnswer = { kind: 'silent' };
    try {
      // From here to the socket nothing waits any more.
      if (call.options.may?.() === false) throw overdue(factsOf(call));
      const response = await request(http, call);
      answer = rateAnswer(response, timers.now());
      options.onHeaders?.(response.headers);
      return response;
    } finally {
      turn.done(answer);
    }
  }

  async function request(
    http: AxiosInstance,
    { method, path, body, type, options: { query } }: Call,
  ): Promise<AxiosResponse<unknown>> {
    const headers = type === undefined ? {} : { headers: { 'Content-Type': type } };
    const sentAt = timers.now();
    try {
      const response = await http.request({ method, url: path, data: body, params: query, ...headers });
      const facts = { method, path, status: response.status, ms: timers.now() - sentAt };
      // What is read is a thousand calls to one that is written.
      options.log?.[method === 'GET' ? 'debug' : 'info'](facts, 'ClickUp answered');
      return response;
    } catch (error) {
      throw noAnswer(factsOf({ method, path }), transportCodeOf(error));
    }
  }

  function read<T>(response: AxiosResponse<unknown>, schema: z.ZodType<T>, facts: CallFacts): T {
    const { status, data, headers } = response;
    if (status < 200 || status > 299) {
      throw refusal(facts, status, data, readRetryAfter(headers, timers.now()) ?? untilReset(headers, timers.now()));
    }
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    throw malformedAnswer(
      facts,
      status,
      parsed.error.issues.map((issue) => issue.path.join('.') || 'whole body').join(', '),
    );
  }

  const factsOf = ({ method, path }: { readonly method: Method; readonly path: string }): CallFacts => ({
    method,
    path: `/v2/${path}`,
    secret: options.token,
  });

  return {
    get: (path, schema, callOptions) => perform({ method: 'GET', path, options: callOptions }, schema),
    post: (path, body, schema, callOptions) => perform({ method: 'POST', path, body, options: callOptions }, schema),
    upload: (path, part, file, schema, callOptions) =>
      perform({ method: 'POST', path, body: formOf(part, file), type: FORM, options: callOptions }, schema),
    put: (path, body, schema, callOptions) => perform({ method: 'PUT', path, body, options: callOptions }, schema),
    delete: (path, schema, callOptions) => perform({ method: 'DELETE', path, options: callOptions }, schema),
  };
}

const FORM = 'multipart/form-data';

function formOf(part: string, { name, type, content }: NewFile): FormData {
  const form = new FormData();
  form.append(part, new Blob([content], { type }), name);
  return form;
}

/** Loaded with the first call: a command that asks nothing of ClickUp starts sooner. */
async function createTransport({ apiUrl, token, timeoutMs }: ClickUpClientOptions): Promise<AxiosInstance> {
  const { default: axios } = await import('axios');
  return axios.create({
    baseURL: `${apiUrl.replace(/(?<!\/)\/+$/, '')}/v2/`,
    timeout: timeoutMs ?? DEFAULT_TIMEOUT_MS,
    headers: { Authorization: token, 'Content-Type': 'application/json', 'User-Agent': 'first-value-monitor' },
    maxContentLength: LARGEST_ANSWER_BYTES,
    // A redirect would carry the token somewhere else; it is answered as an error instead.
    maxRedirects: 0,
    validateStatus: () => true,
  });
}

function rateAnswer({ status, headers }: AxiosResponse<unknown>, now: number): RateAnswer {
  const reading = readRateHeaders(headers, now);
  if (status !== 429) return { kind: 'answered', reading };
  return { kind: 'refused', reading, retryAfterMs: readRetryAfter(headers, now) };
}

function untilReset(headers: AxiosResponse<unknown>['headers'], now: number): number | null {
  const reading = readRateHeaders(headers, now);
  return reading === null ? null : Math.max(0, reading.resetAt - now);
}

/** Node's or axios's code for a call without an answer. The error itself is let go: it holds the request with its token. */
function transportCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function logged(call: Call, error: unknown): object {
  const { code, status, ecode } = error as Partial<ClickUpError>;
  return { method: call.method, path: call.path, code, status, ecode, why: messageOf(error) };
}
