import { Command, CommanderError } from 'commander';
import { ConfigError, MonitorError, messageOf } from '../shared/errors.ts';
import { addAccountsCommand } from './accounts.ts';
import { addActivationCommand } from './activation.ts';
import { addBackupCommands } from './backup.ts';
import { addBacktestCommand } from './backtest.ts';
import { addDemoCommand } from './demo/command.ts';
import { addDoctorCommand } from './doctor.ts';
import { addDraftCommand } from './draft.ts';
import { addEvalCommand } from './eval.ts';
import { addImportCommands } from './import.ts';
import type { CliDeps } from './kit.ts';
import { addLintCommand } from './lint.ts';
import { addMigrateCommand } from './migrate.ts';
import { addPersonalDataCommands } from './personal-data.ts';
import { addQualityCommand } from './quality.ts';
import { addReportCommand } from './report.ts';
import { addSandboxCommand } from './sandbox.ts';
import { addServeCommands } from './serve.ts';
import { addSetupCommand } from './setup.ts';
import { addSweepCommand } from './sweep.ts';
import { addSyncCommand } from './sync.ts';
import { say } from './terminal.ts';

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** `first-value-monitor …`: one file a command. */
export function createProgram(deps: CliDeps): Command {
  const program = new Command('first-value-monitor')
    .description(
      'Watches every ClickUp account on its road from setup to first value, and tells its CSM when it stalls.',
    )
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  const parts = [
    addServeCommands,
    addMigrateCommand,
    addBackupCommands,
    addDoctorCommand,
    addSetupCommand,
    addSyncCommand,
    addSweepCommand,
    addAccountsCommand,
    addActivationCommand,
    addQualityCommand,
    addReportCommand,
    addDraftCommand,
    addLintCommand,
    addImportCommands,
    addPersonalDataCommands,
    addBacktestCommand,
    addEvalCommand,
    addSandboxCommand,
    addDemoCommand,
  ];
  for (const add of parts) add(program, deps);
  for (const command of program.commands) command.exitOverride();
  return program;
}

/** Runs one command line; returns the exit code: 0 done, 1 failed, 2 wrong usage or settings. Never throws. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<number> {
  // `… | head` closes the pipe when it has seen enough: no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? DONE : FAILED));
  try {
    await program.parseAsync([...argv]);
    return Number(process.exitCode ?? DONE);
  } catch (thrown) {
    // commander has already said what it did not understand; asking for help is no mistake.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? DONE : WRONG_USAGE;
    const lines = thrown instanceof ConfigError ? thrown.lines : [messageOf(thrown)];
    for (const line of lines) say(line);
    const usage = thrown instanceof MonitorError && (thrown.code === 'bad_settings' || thrown.code === 'bad_usage');
    return usage ? WRONG_USAGE : FAILED;
  }
}
