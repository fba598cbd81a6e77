import { createProgram, runProgram } from './cli/program.ts';
import { readConfig, readEnvironment } from './config.ts';
import { systemClock } from './shared/clock.ts';

/** The one entry: every command, `serve` among them. What a command does not need is not loaded: it starts sooner. */
const program = createProgram({
  environment: readEnvironment(),
  readConfig,
  open: async (config, options) => (await import('./compose.ts')).openKit(config, options),
  move: async (given) => (await import('./storage/move.ts')).moveDatabase(given),
  backup: async (backup) => (await import('./storage/backup.ts')).backupDatabase({ ...backup, now: systemClock.now() }),
  async restore(restore) {
    const [{ restoreDatabase }, { noteRestore }] = await Promise.all([
      import('./storage/restore.ts'),
      import('./monitor/restored.ts'),
    ]);
    return restoreDatabase({ ...restore, now: systemClock.now(), note: noteRestore });
  },
  openBriefs: async (config, logTo) => (await import('./compose-briefs.ts')).openBriefs(config, logTo),
  evaluation: async () => (await import('./compose-briefs.ts')).evaluation,
  serve: async (config, options) => (await import('./service.ts')).runService(config, options),
});

process.exitCode = await runProgram(program, process.argv);
