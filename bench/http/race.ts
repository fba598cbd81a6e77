import { send, type Server, startServer } from './child.ts';
import type { Load } from './messages.ts';

/** One way to receive, and how it is started. */
export interface Candidate {
  readonly name: string;
  readonly file: string;
  readonly args?: readonly string[];
  readonly path: string;
}

export interface Race {
  readonly candidates: readonly Candidate[];
  readonly rounds: number;
  readonly load: Omit<Load, 'port' | 'path' | 'seed'>;
  /** Called before the first round with each server, e.g. to fill its database. */
  readonly prepare?: (server: Server, candidate: Candidate) => Promise<void>;
  /** Called after the last round: the rows that a server stored, or null for one that stores none. */
  readonly count?: (server: Server, candidate: Candidate) => number | null;
}

const WARM_UP = 4;

interface Turn {
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly p50: number;
  readonly p99: number;
}

/** Medians of all rounds; the ratios are medians of the rounds' own ratios, so that a slow minute of the machine is in both. */
export interface Standing extends Turn {
  readonly name: string;
  readonly rssMb: number;
  readonly requests: number;
  readonly rows: number | null;
  readonly beside: Readonly<Record<string, Turn>>;
}

/** All candidates at the same load, one after another in an order that changes with each round; one round goes uncounted. */
export async function race({ candidates, rounds, load, prepare, count }: Race): Promise<readonly Standing[]> {
  const running = [];
  for (const candidate of candidates) {
    const server = await startServer(`servers/${candidate.file}`, candidate.args);
    await prepare?.(server, candidate);
    running.push({ candidate, server, turns: [] as Turn[], requests: 0 });
  }
  for (let round = 0; round <= rounds; round += 1) {
    for (const each of shuffled(running)) {
      const before = await each.server.sample();
      // The first round is for the compiler: code that ran a few hundred times is not the code that a service runs.
      const seconds = round === 0 ? WARM_UP * load.seconds : load.seconds;
      const sent = await send({
        ...load,
        seconds,
        port: each.server.port,
        path: each.candidate.path,
        seed: `${round}x`,
      });
      const after = await each.server.sample();
      if (sent.failed > 0) throw new Error(`${each.candidate.name}: ${sent.failed} of ${sent.answered} were refused`);
      each.requests += sent.answered;
      const perSecond = sent.answered / (sent.ms / 1000);
      const cpuMicros = (after.cpuMicros - before.cpuMicros) / sent.answered;
      if (round > 0) each.turns.push({ perSecond, cpuMicros, p50: sent.p50, p99: sent.p99 });
    }
  }
  const standings = [];
  for (const { candidate, server, turns, requests } of running) {
    const { rss } = await server.sample();
    const beside = Object.fromEntries(running.map((other) => [other.candidate.name, ratios(turns, other.turns)]));
    const rows = count?.(server, candidate) ?? null;
    standings.push({ name: candidate.name, ...medians(turns), rssMb: Math.round(rss / 1e6), requests, rows, beside });
  }
  await Promise.all(running.map(({ server }) => server.stop()));
  return standings;
}

const FIELDS = ['perSecond', 'cpuMicros', 'p50', 'p99'] as const;

const medians = (turns: readonly Turn[]): Turn => summary((field) => turns.map((turn) => turn[field]));

const ratios = (turns: readonly Turn[], others: readonly Turn[]): Turn =>
  summary((field) => turns.map((turn, round) => turn[field] / (others[round]?.[field] ?? Number.NaN)));

function summary(valuesOf: (field: (typeof FIELDS)[number]) => readonly number[]): Turn {
  const [perSecond = 0, cpuMicros = 0, p50 = 0, p99 = 0] = FIELDS.map((field) => rounded(median(valuesOf(field))));
  return { perSecond, cpuMicros, p50, p99 };
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const rounded = (value: number): number => Number(value.toPrecision(4));

function shuffled<T>(all: readonly T[]): readonly T[] {
  return all
    .map((each) => ({ each, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ each }) => each);
}
