import type { Command } from 'commander';
import type { CliDeps, ServeOptions } from './kit.ts';
import { jsonOption } from './terminal.ts';

const STOP_WITHIN_MS = 10_000;

export function addServeCommands(program: Command, deps: CliDeps): void {
  // Their log is JSON lines with and without the flag, which every command takes.
  jsonOption(program.command('serve', { isDefault: false }))
    .description('the service: doors, clock and worker')
    .action(() => serve(deps, { web: true, worker: true }));
  jsonOption(program.command('worker'))
    .description('clock and worker only, beside a service on the same database')
    .action(() => serve(deps, { web: false, worker: true }));
}

/** Runs until it is told to stop; then in order, and at the latest after ten seconds. */
async function serve(deps: CliDeps, options: ServeOptions): Promise<void> {
  const config = await deps.readConfig(deps.environment);
  const service = await deps.serve(config, options);
  const { log } = service.kit;
  const signal = await firstSignal();
  log.info({ signal }, 'stopping');
  const late = setTimeout(() => {
    log.warn({}, 'not all was over in ten seconds: what was under way is looked for and ended by the next start');
    process.exit(1);
  }, STOP_WITHIN_MS);
  endAtOnceOnSignal();
  await service.stop();
  clearTimeout(late);
  log.info({}, 'stopped');
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The first of the signals that ask to stop; those that follow are nobody's. */
export function firstSignal(): Promise<string> {
  return new Promise((resolve) => {
    const hear = (signal: NodeJS.Signals): void => {
      for (const each of SIGNALS) process.off(each, hear);
      resolve(signal);
    };
    for (const each of SIGNALS) process.on(each, hear);
  });
}

/** One Ctrl-C reaches the service twice where npm started it: from the terminal, and from npm. */
const SAME_SIGNAL_MS = 1_000;

/** Said in so many words, since the first process of a container is not ended by a signal that it does not hear. */
function endAtOnceOnSignal(): void {
  const since = performance.now();
  const hear = (): void => {
    if (performance.now() - since >= SAME_SIGNAL_MS) process.exit(1);
  };
  for (const signal of SIGNALS) process.on(signal, hear);
}
