import { Writable } from 'node:stream';
import { z } from 'zod';
import { createModelClient } from '../../src/drafting/model-client.ts';
import { createModelWriter, type ModelLimits } from '../../src/drafting/model-writer.ts';
import { type Prompts, readPrompts } from '../../src/drafting/prompts.ts';
import type { Writer, WritingTask } from '../../src/drafting/writer.ts';
import type { Store } from '../../src/monitor/store.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { emptyStore } from '../monitor/store.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

/** The real writer over HTTP to a scripted server, with a real database beside it. */
export interface WritingWorld {
  readonly server: ScriptedServer;
  readonly store: Store;
  readonly writer: Writer;
  /** Another one on the same server and database, with another model or other prompts. */
  writerWith(part: { readonly model?: string; readonly prompts?: Prompts }): Writer;
  /** What was logged, one entry a line. */
  readonly log: readonly Record<string, unknown>[];
  /** For how long it waited before repeats, in milliseconds; nothing waits in fact. */
  readonly waits: readonly number[];
  at(now: number): void;
  close(): Promise<void>;
}

interface Options {
  readonly limits?: Partial<ModelLimits>;
  readonly apiKey?: string | null;
}

export const NOW = Date.UTC(2026, 10, 26, 12);
const LIMITS: ModelLimits = {
  timeoutMs: 10_000,
  concurrency: 2,
  monthlyCapUsd: null,
  prices: { inUsd: 1, outUsd: 10 },
};

export async function writingWorld(
  script: Parameters<typeof startScriptedServer>[0],
  { limits, apiKey = 'sk-secret-key' }: Options = {},
): Promise<WritingWorld> {
  const server = await startScriptedServer(script);
  const store = await emptyStore();
  const log: Record<string, unknown>[] = [];
  const waits: number[] = [];
  let now = NOW;
  const shipped = await readPrompts();
  const writerWith: WritingWorld['writerWith'] = ({ model = 'test-model', prompts = shipped }) =>
    createModelWriter({
      client: createModelClient({ model, apiKey, baseUrl: server.url }),
      model,
      prompts,
      limits: { ...LIMITS, ...limits },
      ledger: store.model,
      clock: { now: () => now },
      log: createLogger('info', linesInto(log)),
      wait: async (ms) => void waits.push(ms),
    });
  return {
    ...{ server, store, log, waits, writerWith },
    writer: writerWith({}),
    at(instant) {
      now = instant;
    },
    async close() {
      await server.close();
      await store.close();
    },
  };
}

function linesInto(log: Record<string, unknown>[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      log.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
}

const Greeting = z.strictObject({ text: z.string().max(40), count: z.int() });
export type Greeting = z.infer<typeof Greeting>;
export const GOOD: Greeting = { text: 'good day', count: 3 };

export function aTask(part: Partial<WritingTask<Greeting>> = {}): WritingTask<Greeting> {
  return {
    purpose: 'answer',
    facts: { goals: 'SECRET-FACT, ask anna@kunde.example' },
    schema: Greeting,
    check: ({ text }) => (text.includes('bad') ? [`“${text}” is bad: say good`] : []),
    ...part,
  };
}
