import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Description, readDescription } from './description.ts';
import { type Exchange, readExchanges } from './exchange.ts';
import { checkExchange } from './misfit.ts';
import { judge, lineOf, type Override } from './override.ts';

const FILES = ['openapi-v2.json', 'openapi-v3.json'];
const USAGE = `Usage: npm run test:contract -- DIR [EXCHANGES]
  DIR        holds ${FILES.join(' and ')}, ClickUp's own description of its API (developer.clickup.com, "Open API Spec")
  EXCHANGES  a folder that tests have filled (FVM_EXCHANGES_DIR=EXCHANGES npm test); without it the end-to-end tests run first`;

export interface Outcome {
  /** 0: all fits; 1: something does not; 2: wrong usage. */
  readonly code: 0 | 1 | 2;
  readonly lines: readonly string[];
}

export interface Check {
  readonly overrides: readonly Override[];
  readonly agentId: number;
  /** Runs the tests so that they leave their exchanges in this folder; false when they fail. */
  readonly runTests: (folder: string) => Promise<boolean>;
}

/** The whole check from its arguments to what it prints. */
export async function runContractCheck(args: readonly string[], check: Check): Promise<Outcome> {
  const [folder, given, ...others] = args;
  if (folder === undefined || others.length > 0) return wrongUsage('name the folder of the descriptions');
  const descriptions: Description[] = [];
  for (const name of FILES) {
    const read = readOr(join(folder, name), (file) => readDescription(JSON.parse(readFileSync(file, 'utf8'))));
    if (read.kind === 'unreadable') return wrongUsage(`${read.why}: download it anew, or name another folder`);
    descriptions.push(read.value);
  }
  if (given === undefined) return withTests(descriptions, check);
  const exchanges = readOr(given, readExchanges);
  if (exchanges.kind === 'unreadable') return wrongUsage(`${exchanges.why}: fill it with FVM_EXCHANGES_DIR`);
  return checkExchanges(descriptions, exchanges.value, check);
}

type Read<T> = { readonly kind: 'read'; readonly value: T } | { readonly kind: 'unreadable'; readonly why: string };

function readOr<T>(path: string, read: (path: string) => T): Read<T> {
  if (!existsSync(path)) return { kind: 'unreadable', why: `${path} is missing` };
  try {
    return { kind: 'read', value: read(path) };
  } catch (error) {
    return { kind: 'unreadable', why: `${path} cannot be read (${error instanceof Error ? error.name : error})` };
  }
}

async function withTests(descriptions: readonly Description[], check: Check): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'fvm-exchanges-'));
  try {
    if (!(await check.runTests(folder)))
      return { code: 1, lines: ['The end-to-end tests failed, so nothing was checked: mend them first (npm test)'] };
    return checkExchanges(descriptions, readExchanges(folder), check);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Holds all exchanges against the descriptions; misfits and overrides without use are failures. */
export function checkExchanges(
  descriptions: readonly Description[],
  exchanges: readonly Exchange[],
  { overrides, agentId }: Pick<Check, 'overrides' | 'agentId'>,
): Outcome {
  const findings = exchanges.map((exchange) => checkExchange(descriptions, exchange, agentId));
  const { misfits, used } = judge(
    findings.flatMap((finding) => finding.misfits),
    overrides,
  );
  const requests = findings.filter(({ request }) => request === 'checked').length;
  const answers = (kind: string): number => findings.filter(({ response }) => response === kind).length;
  const unused = used.filter(({ times }) => times === 0).map(({ override }) => unusedLine(override));
  const none = requests === 0 ? ['no request of the agent was recorded, so nothing is proved'] : [];
  const failures = [...misfits.map(lineOf), ...unused, ...none];
  return {
    code: failures.length === 0 ? 0 : 1,
    lines: [
      ...failures,
      'Known errors of the description, passed over:',
      ...used.map(
        ({ override, times }) => `  ${String(times).padStart(5)} × ${override.because} (${override.section})`,
      ),
      `${requests} requests of the agent and ${answers('checked')} answers checked; ${answers('error')} error answers, which are not described, and ${answers('cut')} cut connections skipped`,
      failures.length === 0 ? 'Every exchange fits.' : `${failures.length} failures.`,
    ],
  };
}

function unusedLine({ because, section }: Override): string {
  return `override never used: ${because} (${section}): remove it from test/contract/overrides.ts`;
}

function wrongUsage(problem: string): Outcome {
  return { code: 2, lines: [problem, USAGE] };
}
