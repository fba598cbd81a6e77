import type { AnswerSchema } from './answer-schema.ts';
import { type Bill, charge } from './model-bill.ts';
import type { ChatMessage, ModelClient, Reply } from './model-client.ts';
import { waitBeforeRetry } from './model-retry.ts';
import type { Prompt } from './prompts.ts';
import type { WhyUnusable, WritingTask, Written } from './writer.ts';

/** One piece of writing as a conversation: the question, repeats where they can help, and one chance to mend the answer. */
export interface Conversation<Answer> {
  readonly client: ModelClient;
  readonly task: WritingTask<Answer>;
  readonly prompt: Prompt;
  /** JSON; a message of its own, so that nothing in it can be read as the end of our instructions. */
  readonly facts: string;
  readonly shape: AnswerSchema;
  readonly bill: Bill;
  readonly deadline: { readonly signal: AbortSignal; leftMs(): number };
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** False once the month's money is spent. */
  readonly hasMoney: () => Promise<boolean>;
}

type Unusable = Extract<Written<never>, { kind: 'unusable' }>;

export async function converse<Answer>(talk: Conversation<Answer>): Promise<Written<Answer>> {
  const question: readonly ChatMessage[] = [
    { role: 'system', content: talk.prompt.text },
    { role: 'user', content: talk.facts },
  ];
  const first = await ask(talk, question);
  if (first.kind === 'unusable') return first;
  const reading = readAnswer(talk.task, first.text);
  if (reading.kind === 'fit') return { kind: 'written', answer: reading.answer, prompt: talk.prompt.version };
  const second = await ask(talk, [
    ...question,
    { role: 'assistant', content: first.text },
    { role: 'user', content: repairRequest(reading.complaints) },
  ]);
  if (second.kind === 'unusable') return second;
  const mended = readAnswer(talk.task, second.text);
  if (mended.kind === 'fit') return { kind: 'written', answer: mended.answer, prompt: talk.prompt.version };
  return { kind: 'unusable', why: mended.why, detail: forTheLog(mended.complaints) };
}

type Asked = { readonly kind: 'text'; readonly text: string } | Unusable;

/** One question, repeated where a repeat can help and fits into the deadline. */
async function ask<Answer>(talk: Conversation<Answer>, messages: readonly ChatMessage[]): Promise<Asked> {
  const { client, shape, bill, deadline } = talk;
  for (let retries = 0; ; retries += 1) {
    if (!(await talk.hasMoney()))
      return { kind: 'unusable', why: 'over_cap', detail: 'model.monthly_cap_usd is spent; it begins anew next month' };
    const reply: Reply = await client.complete(messages, shape, deadline.signal);
    charge(bill, messages, reply);
    if (reply.kind === 'answered') return { kind: 'text', text: reply.text };
    const wait = waitBeforeRetry(reply, retries, deadline.leftMs());
    if (wait === null) return { kind: 'unusable', why: reply.why, detail: reply.detail };
    await talk.wait(wait, deadline.signal);
  }
}

export type AnswerReading<Answer> =
  | { readonly kind: 'fit'; readonly answer: Answer }
  | {
      readonly kind: 'unfit';
      readonly why: Extract<WhyUnusable, 'malformed' | 'wrong_shape' | 'rejected'>;
      readonly complaints: readonly string[];
    };

/** Reads an answer's text: JSON, of the task's shape, with nothing that its own check finds wrong. */
export function readAnswer<Answer>({ schema, check }: WritingTask<Answer>, text: string): AnswerReading<Answer> {
  const value = parsed(text);
  if (value === undefined)
    return { kind: 'unfit', why: 'malformed', complaints: ['It is no JSON: answer with one JSON object alone.'] };
  const shaped = schema.safeParse(value);
  if (!shaped.success) {
    const complaints = shaped.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'it'}: ${message}`,
    );
    return { kind: 'unfit', why: 'wrong_shape', complaints: complaints.slice(0, MOST_COMPLAINTS) };
  }
  const complaints = check(shaped.data);
  return complaints.length === 0
    ? { kind: 'fit', answer: shaped.data }
    : { kind: 'unfit', why: 'rejected', complaints: complaints.slice(0, MOST_COMPLAINTS) };
}

const MOST_COMPLAINTS = 10;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const repairRequest = (complaints: readonly string[]): string =>
  ['Your answer cannot be used:', ...complaints.map((each) => `- ${each}`), 'Answer again, mending exactly this.'].join(
    '\n',
  );

/** What stands in quotes is the model's text or a fact: neither belongs into a log. */
const forTheLog = (complaints: readonly string[]): string =>
  complaints
    .join(' ')
    .replace(/“[^“”]*”|"[^"]*"/g, '“…”')
    .slice(0, 300);
