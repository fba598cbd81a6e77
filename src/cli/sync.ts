import type { Command } from 'commander';
import { plural } from '../monitor/words.ts';
import type { CliDeps } from './kit.ts';
import { progress } from './progress.ts';
import { jsonOption, print, printJson, withKit } from './terminal.ts';

export function addSyncCommand(program: Command, deps: CliDeps): void {
  jsonOption(program.command('sync').description('read the accounts list and comments since the last time'))
    .option('--all', 'read the whole list, not only what changed')
    .action(async ({ json, all }: { json?: boolean; all?: boolean }) => {
      const report = await withKit(deps, async (kit) => {
        const bar = progress('accounts read');
        const read = await kit.monitor().reconcile(all === true, (count) => bar.at(count));
        bar.stop();
        const left = progress('tasks whose comments are still to be read');
        for (let more = true; more; ) {
          more = await kit.monitor().catchUp();
          left.at(await kit.monitor().commentsLeft());
        }
        left.stop();
        return read;
      });
      if (json) printJson(report);
      else
        print(
          `${plural(report.read, 'account task')} read: ${report.added} new, ${report.changed} changed, ${report.gone} gone`,
        );
    });
}
