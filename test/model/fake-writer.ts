import type { Purpose, Writer, WritingTask, Written, WhyUnusable } from '../../src/drafting/writer.ts';

/** What a test's model says to one piece of writing: an answer, or why there is none. */
export type FakeAnswer = { readonly answer: unknown } | { readonly why: WhyUnusable };

/** A promise settles when the test says so: a model that is slow without any waiting. */
type Scripted = FakeAnswer | ((facts: object) => FakeAnswer | Promise<FakeAnswer>);

export interface Asked {
  readonly purpose: Purpose;
  readonly facts: object;
  /** What `check` found wrong with the answer; empty when nothing, or when there was no answer of the right shape. */
  readonly complaints: readonly string[];
}

export interface FakeWriter extends Writer {
  /** Everything it was asked for, in order; an entry is there as soon as the question is. */
  readonly asked: readonly Asked[];
}

/**
 * A model by purpose. It keeps the port's promises (test/model/writer.test.ts holds the real one to the same): never throws, an
 * answer of another shape is `wrong_shape`, one that `check` complains about is `rejected`, and there is no repair.
 */
export function fakeWriter(script: Partial<Record<Purpose, Scripted>>): FakeWriter {
  const asked: Asked[] = [];
  return {
    asked,
    async write<Answer>(task: WritingTask<Answer>): Promise<Written<Answer>> {
      const entry = { purpose: task.purpose, facts: task.facts, complaints: [] as readonly string[] };
      asked.push(entry);
      const scripted = script[task.purpose];
      const given = await (typeof scripted === 'function' ? scripted(task.facts) : scripted);
      if (given === undefined)
        return { kind: 'unusable', why: 'unreachable', detail: `nothing scripted: ${task.purpose}` };
      if ('why' in given) return { kind: 'unusable', why: given.why, detail: 'as the test says' };
      const parsed = task.schema.safeParse(given.answer);
      if (!parsed.success) return { kind: 'unusable', why: 'wrong_shape', detail: parsed.error.message };
      entry.complaints = task.check(parsed.data);
      if (entry.complaints.length > 0) return { kind: 'unusable', why: 'rejected', detail: entry.complaints.join(' ') };
      return { kind: 'written', answer: parsed.data, prompt: `${task.purpose}@00000000` };
    },
  };
}
