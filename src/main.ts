import { createProgram, runProgram } from './cli/program.ts';
import { openKit } from './compose.ts';
import { evaluation, openBriefs } from './compose-briefs.ts';
import { readConfig, readEnvironment } from './config.ts';
import { runService } from './service.ts';
import { moveDatabase } from './storage/move.ts';

/** The one entry: every command, `serve` among them. */
const program = createProgram({
  environment: readEnvironment(),
  readConfig,
  open: openKit,
  move: moveDatabase,
  openBriefs,
  evaluation,
  serve: runService,
});

process.exitCode = await runProgram(program, process.argv);
