import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { utcMonthOf } from '../domain/local-date.ts';
import { withoutAddresses } from '../domain/personal-data.ts';
import type { ModelStore } from '../monitor/model-store.ts';
import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { answerSchema } from './answer-schema.ts';
import { type Bill, costUsd, newBill, type Prices } from './model-bill.ts';
import type { ModelClient } from './model-client.ts';
import { converse, readAnswer } from './model-conversation.ts';
import type { Prompts } from './prompts.ts';
import { createTurnstile } from './turnstile.ts';
import type { Writer, WritingTask, Written } from './writer.ts';

export interface ModelLimits {
  /** For one piece of writing in all: waiting for its turn, repeats and the repair included. */
  readonly timeoutMs: number;
  /** Pieces of writing at a time in this process. */
  readonly concurrency: number;
  /** Null: no cap. With a cap there are prices. */
  readonly monthlyCapUsd: number | null;
  /** Null: not known, nothing can be said of the cost. */
  readonly prices: Prices | null;
}

export interface ModelWriterDeps {
  readonly client: ModelClient;
  /** The model's name; part of what an answer is kept by. */
  readonly model: string;
  readonly prompts: Prompts;
  readonly limits: ModelLimits;
  readonly ledger: Omit<ModelStore, 'usage'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Default: waits in real time. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Equal facts get the same answer again for this long, without a call. */
const ANSWERS_KEPT_MS = 30 * 86_400_000;

/** The port over HTTP: within a deadline and the month's cap, from memory where it was asked before, counted and logged. */
export function createModelWriter(deps: ModelWriterDeps): Writer {
  const turnstile = createTurnstile(deps.limits.concurrency);
  return {
    async write(task) {
      const bill = newBill();
      const written = await attempt(deps, task, bill, turnstile);
      await count(deps, task.purpose, written, bill);
      if (written.kind === 'unusable') {
        const { why, detail } = written;
        deps.log.warn(
          { purpose: task.purpose, why, detail },
          'no usable words from the model, the templates do without',
        );
      }
      return written.kind === 'cached' ? { ...written, kind: 'written' } : written;
    },
  };
}

type Attempted<Answer> =
  | Written<Answer>
  | { readonly kind: 'cached'; readonly answer: Answer; readonly prompt: string };

async function attempt<Answer>(
  deps: ModelWriterDeps,
  task: WritingTask<Answer>,
  bill: Bill,
  turnstile: ReturnType<typeof createTurnstile>,
): Promise<Attempted<Answer>> {
  const deadline = new Deadline(deps.limits.timeoutMs);
  try {
    const question = questionOf(deps, task);
    const known = await recall(deps, task, question.key);
    if (known !== null) return { kind: 'cached', answer: known, prompt: question.prompt.version };
    const written = await turnstile.pass(deadline.signal, () =>
      converse({
        ...{ client: deps.client, bill, deadline, task },
        ...{ prompt: question.prompt, facts: question.facts, shape: question.shape },
        wait: deps.wait ?? ((ms, signal) => sleep(ms, undefined, { signal })),
        hasMoney: () => hasMoney(deps, bill),
      }),
    );
    if (written.kind === 'written') await keep(deps, question.key, written.answer);
    return written;
  } catch (thrown) {
    if (deadline.signal.aborted)
      return { kind: 'unusable', why: 'timeout', detail: 'the deadline came before its turn, or before a repeat' };
    deps.log.error({ purpose: task.purpose, err: thrown }, 'the model could not be asked');
    return { kind: 'unusable', why: 'unreachable', detail: 'an error of our own; the line before says which' };
  } finally {
    deadline.end();
  }
}

/** Ends by itself; its timer keeps no process alive once it is no longer needed. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #endsAt: number;
  readonly #timer: NodeJS.Timeout;

  constructor(ms: number) {
    this.#endsAt = performance.now() + ms;
    this.#timer = setTimeout(() => this.#controller.abort(new Error('deadline')), ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  leftMs(): number {
    return this.#endsAt - performance.now();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

function questionOf<Answer>({ prompts, model }: ModelWriterDeps, { purpose, facts, schema }: WritingTask<Answer>) {
  const prompt = prompts[purpose];
  const text = JSON.stringify(facts, (_, value) => (typeof value === 'string' ? withoutAddresses(value) : value));
  const shape = answerSchema(schema);
  const key = createHash('sha256')
    .update(JSON.stringify([prompt.version, model, text, shape]))
    .digest('hex');
  return { prompt, facts: text, shape, key };
}

async function recall<Answer>(
  { ledger, clock }: ModelWriterDeps,
  task: WritingTask<Answer>,
  key: string,
): Promise<Answer | null> {
  const kept = await ledger.answer(key, clock.now() - ANSWERS_KEPT_MS);
  if (kept === null) return null;
  // What code finds wrong may have changed since: then it is asked anew.
  const reading = readAnswer(task, kept);
  return reading.kind === 'fit' ? reading.answer : null;
}

async function keep({ ledger, clock, log }: ModelWriterDeps, key: string, answer: unknown): Promise<void> {
  const now = clock.now();
  await ledger
    .keepAnswer(key, JSON.stringify(answer), now, now - ANSWERS_KEPT_MS)
    .catch((thrown: unknown) => log.warn({ why: messageOf(thrown) }, 'an answer of the model could not be kept'));
}

async function hasMoney({ limits, ledger, clock }: ModelWriterDeps, bill: Bill): Promise<boolean> {
  if (limits.monthlyCapUsd === null) return true;
  const spent = await ledger.spentUsd(utcMonthOf(clock.now()));
  return spent + (costUsd(bill, limits.prices) ?? 0) < limits.monthlyCapUsd;
}

async function count(
  { ledger, clock, limits, log }: ModelWriterDeps,
  purpose: string,
  written: Attempted<unknown>,
  bill: Bill,
): Promise<void> {
  const outcome = written.kind === 'unusable' ? written.why : written.kind;
  const { requests, tokensIn, tokensOut } = bill;
  const piece = { month: utcMonthOf(clock.now()), purpose, outcome, requests, tokensIn, tokensOut };
  await ledger
    .count({ ...piece, costUsd: costUsd(bill, limits.prices) })
    .catch((thrown: unknown) => log.error({ purpose, err: thrown }, 'a call to the model could not be counted'));
}
