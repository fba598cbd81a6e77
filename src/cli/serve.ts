import type { Command } from 'commander';
import type { CliDeps, ServeOptions } from './kit.ts';

const STOP_WITHIN_MS = 10_000;

export function addServeCommands(program: Command, deps: CliDeps): void {
  program
    .command('serve', { isDefault: false })
    .description('the service: doors, clock and worker')
    .action(() => serve(deps, { web: true, worker: true }));
  program
    .command('worker')
    .description('clock and worker only, beside a service on the same database')
    .action(() => serve(deps, { web: false, worker: true }));
}

/** Runs until it is told to stop; then in order, and at the latest after ten seconds. */
async function serve(deps: CliDeps, options: ServeOptions): Promise<void> {
  const config = await deps.readConfig(deps.environment);
  const service = await deps.serve(config, options);
  const signal = await firstSignal();
  service.kit.log.info({ signal }, 'stopping');
  const late = setTimeout(() => process.exit(1), STOP_WITHIN_MS);
  await service.stop();
  clearTimeout(late);
}

export function firstSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
}
