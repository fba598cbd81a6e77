import OpenAI, { APIConnectionError, APIError } from 'openai';
import { z } from 'zod';
import type { AnswerSchema } from './answer-schema.ts';
import type { ProbedModel } from '../monitor/doctor/model-access.ts';
import type { WhyUnusable } from './writer.ts';

/** Any server with the chat-completions API and answers by JSON Schema. */
export interface ModelServer {
  readonly model: string;
  /** Null: a server of one's own that asks for none. */
  readonly apiKey: string | null;
  /** Null: OpenAI's own. */
  readonly baseUrl: string | null;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface Tokens {
  readonly in: number;
  readonly out: number;
}

/** What came of one call. `tokens`: as the server counted them; null: it did not say. */
export type Reply =
  | { readonly kind: 'answered'; readonly text: string; readonly tokens: Tokens | null }
  | {
      readonly kind: 'failed';
      readonly why: Exclude<WhyUnusable, 'wrong_shape' | 'rejected' | 'over_cap'>;
      /** For the log: never a text of the server's, which may repeat what it was sent. */
      readonly detail: string;
      readonly retryAfterMs: number | null;
      readonly tokens: Tokens | null;
      /** The server may have worked on it, and may charge for it. */
      readonly sent: boolean;
    };
export type Failed = Extract<Reply, { kind: 'failed' }>;

export interface ModelClient {
  /** One call, no repeats; never throws. Ends when `signal` does. */
  complete(messages: readonly ChatMessage[], answer: AnswerSchema, signal: AbortSignal): Promise<Reply>;
  /** Which models the server has; free of charge. Servers that list none are still servers. */
  probe(signal: AbortSignal): Promise<ProbedModel>;
}

const OPENAI_URL = 'https://api.openai.com/v1';

export function createModelClient({ model, apiKey, baseUrl }: ModelServer): ModelClient {
  // Everything is said here: the package would otherwise read settings of its own from the environment.
  const client = new OpenAI({
    apiKey: apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    baseURL: baseUrl ?? OPENAI_URL,
    maxRetries: 0,
    logLevel: 'off',
    ...(apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
  });
  return {
    async complete(messages, { schema, strict }, signal) {
      const json_schema = { name: 'answer', strict, schema: { ...schema } };
      const body = { model, messages: [...messages], response_format: { type: 'json_schema' as const, json_schema } };
      try {
        return replyOf(await client.chat.completions.create(body, { signal }));
      } catch (thrown) {
        return failureOf(thrown, signal);
      }
    },
    async probe(signal) {
      try {
        const listed = await client.models.list({ signal });
        const ids = ModelList.safeParse(listed).data?.data.map(({ id }) => id) ?? [];
        return { kind: 'answers', knows: ids.length === 0 ? null : ids.includes(model) };
      } catch (thrown) {
        return probedFrom(failureOf(thrown, signal));
      }
    },
  };
}

/** Only what is read of an answer; servers differ in the rest. */
const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

function probedFrom({ why, detail }: Failed): ProbedModel {
  if (detail.startsWith('HTTP 404') || why === 'malformed') return { kind: 'answers', knows: null };
  return { kind: why === 'not_accepted' ? 'refuses' : 'unreachable', detail };
}

function replyOf(body: unknown): Reply {
  const parsed = Completion.safeParse(body);
  if (!parsed.success) return failed('malformed', 'the server’s answer is no chat completion');
  const { choices, usage } = parsed.data;
  const [choice] = choices;
  const tokens = usage == null ? null : { in: usage.prompt_tokens, out: usage.completion_tokens };
  if (choice?.message.refusal) return { ...failed('declined', 'the model declined to answer'), tokens };
  if (choice?.finish_reason === 'content_filter')
    return { ...failed('declined', 'the server’s filter held the answer back'), tokens };
  if (choice?.finish_reason === 'length')
    return { ...failed('malformed', 'the answer was cut off: it ran into the server’s limit of tokens'), tokens };
  return { kind: 'answered', text: choice?.message.content ?? '', tokens };
}

function failed(why: Failed['why'], detail: string, part: Partial<Failed> = {}): Failed {
  return { kind: 'failed', why, detail, retryAfterMs: null, tokens: null, sent: true, ...part };
}

function failureOf(thrown: unknown, signal: AbortSignal): Failed {
  if (signal.aborted) return failed('timeout', 'no answer before the deadline');
  if (thrown instanceof APIConnectionError)
    return failed('unreachable', `no connection${codeOf(thrown.cause)}`, { sent: false });
  if (thrown instanceof APIError && typeof thrown.status === 'number') return refusalOf(thrown, thrown.status);
  if (thrown instanceof SyntaxError) return failed('malformed', 'the server’s answer is no JSON');
  // A connection that is cut in the middle of the answer comes as an error of the platform's own.
  return failed('unreachable', `the connection broke${codeOf(thrown)}`);
}

const NO_MONEY = 'insufficient_quota';

function refusalOf({ code, headers }: APIError, status: number): Failed {
  const detail = `HTTP ${status}${typeof code === 'string' && /^\w{1,40}$/.test(code) ? ` ${code}` : ''}`;
  const again = { retryAfterMs: retryAfterMs(headers), sent: false };
  if (status === 429 && code !== NO_MONEY) return failed('too_many_requests', detail, again);
  if (status >= 500 || status === 408 || status === 409) return failed('server_error', detail, again);
  return failed('not_accepted', detail, again);
}

/** In seconds, as every such server sends it; a date is not taken for a number. */
function retryAfterMs(headers: Headers | undefined): number | null {
  const text = headers?.get('retry-after') ?? '';
  return /^\d{1,6}(\.\d+)?$/.test(text) ? Number(text) * 1000 : null;
}

/** `ECONNREFUSED` and the like, from however deep. */
function codeOf(thrown: unknown): string {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code === 'string') return `: ${code}`;
  }
  return '';
}
