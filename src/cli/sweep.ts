import type { Command } from 'commander';
import { asOfInstant } from '../monitor/as-of.ts';
import { plainText } from '../monitor/message.ts';
import type { Write } from '../monitor/outbox.ts';
import { sweep } from '../monitor/sweep.ts';
import type { SweepReport } from '../monitor/sweep-tally.ts';
import type { CliDeps, Kit } from './kit.ts';
import { progress } from './progress.ts';
import { jsonOption, print, printJson, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly asOf?: string;
}

export function addSweepCommand(program: Command, deps: CliDeps): void {
  jsonOption(program.command('sweep').description('assess all accounts and deliver what follows'))
    .option('--dry-run', 'print what would be written, write nothing')
    .option('--as-of <date>', 'judge as of the end of this date (only with --dry-run)')
    .action(async (flags: Flags) => {
      if (flags.asOf !== undefined && flags.dryRun !== true)
        program.error('--as-of needs --dry-run: nothing is delivered for a day that is over', { exitCode: 2 });
      await withKit(deps, (kit) => (flags.dryRun ? rehearse(kit, flags) : run(kit, flags)));
    });
}

async function run(kit: Kit, { json }: Flags): Promise<void> {
  const monitor = kit.monitor();
  const bar = progress('accounts assessed', await kit.store.accounts.count());
  const report = await monitor.sweep({ dryRun: false, onAccount: (count) => bar.at(count) });
  bar.stop();
  const delivery = await monitor.deliver();
  const failed = delivery.abandoned > 0;
  if (json)
    printJson({
      ...countsOf(report),
      delivered: delivery.done,
      waiting: delivery.waiting,
      abandoned: delivery.abandoned,
    });
  else {
    print(sentence(report));
    print(
      `${delivery.done} written to ClickUp${delivery.waiting > 0 ? `, ${delivery.waiting} must wait for a retry (the service or the next sweep does it)` : ''}${failed ? `, ${delivery.abandoned} refused by ClickUp: see doctor` : ''}`,
    );
  }
  if (failed) process.exitCode = 1;
}

async function rehearse(kit: Kit, { json, asOf }: Flags): Promise<void> {
  const reading = await kit.reading();
  const now = asOfInstant(asOf ?? null, reading.zone, kit.clock.now());
  const report = await sweep(kit.judging, now, { dryRun: true });
  if (json) {
    printJson({ ...countsOf(report), writes: report.writes });
    return;
  }
  print(sentence(report));
  for (const write of report.writes) print(`\n${describe(write)}`);
}

const countsOf = ({ writes, ...counts }: SweepReport) => ({ ...counts, writes: writes.length });

function sentence({ assessed, states, opened, changed, closed, held }: SweepReport): string {
  const list = Object.entries(states)
    .sort()
    .map(([state, count]) => `${count} ${state}`);
  return `${assessed} accounts assessed${list.length === 0 ? '' : ` (${list.join(', ')})`}: ${opened} alerts opened, ${changed} changed, ${closed} closed, ${held} held`;
}

/** One write as a person would read it in ClickUp. */
function describe(write: Write): string {
  const head = `── ${write.kind.replaceAll('_', ' ')}${'name' in write && write.name !== undefined ? `: ${write.name}` : ''} (${write.key})`;
  return 'body' in write && write.body !== undefined ? `${head}\n${plainText(write.body)}` : head;
}
