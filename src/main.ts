import { createProgram, runProgram } from './cli/program.ts';
import { openKit } from './compose.ts';
import { evaluation, openBriefs } from './compose-briefs.ts';
import { readConfig, readEnvironment } from './config.ts';
import { noteRestore } from './monitor/restored.ts';
import { runService } from './service.ts';
import { systemClock } from './shared/clock.ts';
import { backupDatabase } from './storage/backup.ts';
import { moveDatabase } from './storage/move.ts';
import { restoreDatabase } from './storage/restore.ts';

/** The one entry: every command, `serve` among them. */
const program = createProgram({
  environment: readEnvironment(),
  readConfig,
  open: openKit,
  move: moveDatabase,
  backup: (backup) => backupDatabase({ ...backup, now: systemClock.now() }),
  restore: (restore) => restoreDatabase({ ...restore, now: systemClock.now(), note: noteRestore }),
  openBriefs,
  evaluation,
  serve: runService,
});

process.exitCode = await runProgram(program, process.argv);
