import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { plainText } from '../monitor/message.ts';
import { reportSummary } from '../monitor/messages/report.ts';
import { monthAsked } from '../monitor/read-report.ts';
import type { ReportJson } from '../monitor/report-json.ts';
import { momentInWords, monthInWords } from '../monitor/words.ts';
import { keepReport, sendReport } from '../monitor/write-report.ts';
import { MonitorError, messageOf } from '../shared/errors.ts';
import { activationInWords } from './activation-view.ts';
import type { CliDeps, Kit } from './kit.ts';
import { progress } from './progress.ts';
import { fromFlags, jsonOption, print, printJson, say, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly month?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
}

const HELP = `
The first report of a month that is over is kept: asked for again it shows the same figures, whatever became known since, and the
next report says what changed. With CLICKUP_API_TOKEN and clickup.reports_list it is also put there as a task, once, with the report
attached; REPORT_CRON does the same by itself. A month that is not over is only shown.`;

export function addReportCommand(program: Command, deps: CliDeps): void {
  jsonOption(program.command('report').description('the monthly report: shown, kept, and put into ClickUp'))
    .option('--month <month>', 'YYYY-MM; without it the month that ended last')
    .option('--out <file>', 'also write it as an HTML file that prints well')
    .option('--dry-run', 'only show it: keep nothing, write nothing to ClickUp')
    .addHelpText('after', HELP)
    .action(({ json = false, month: named, out, dryRun = false }: Flags) =>
      withKit(deps, async (kit) => {
        const now = kit.clock.now();
        const reporting = await kit.reporting();
        const month = await fromFlags(async () => monthAsked(named, reporting.zone, now));
        const report = await withProgress((onMonth) => keepReport({ ...reporting, onMonth }, month, now, { dryRun }));
        if (out !== undefined) await writeHtml(out, kit.drawReport(report));
        if (json) printJson(report);
        else print(inWords(report));
        if (!dryRun) await putIntoClickUp(kit, report);
      }),
    );
}

async function withProgress<T>(work: (onMonth: () => void) => Promise<T>): Promise<T> {
  const bar = progress('months read');
  let read = 0;
  try {
    return await work(() => {
      read += 1;
      bar.at(read);
    });
  } finally {
    bar.stop();
  }
}

/** An existing file is replaced: it is drawn anew from what is kept. */
async function writeHtml(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (thrown) {
    throw new MonitorError('bad_usage', `--out: ${file} cannot be written (${messageOf(thrown)})`, thrown);
  }
  say(`written to ${file}`);
}

function inWords(report: ReportJson): string {
  const { month, written_at: at, zone, complete } = report;
  const kept = at === null ? 'not kept' : `written ${momentInWords(Date.parse(at), zone)}`;
  const state = complete ? kept : 'the month is not over: figures so far, not kept';
  return [
    `${monthInWords(month)} (${state})`,
    '',
    plainText(reportSummary(report)),
    '',
    activationInWords(report.activation),
  ].join('\n');
}

/** Said on stderr, so that the answer stays the report alone. */
async function putIntoClickUp(kit: Kit, report: ReportJson): Promise<void> {
  if (kit.config.settings.CLICKUP_API_TOKEN === undefined) return;
  const writes = await sendReport(kit.judging, report, kit.clock.now());
  if (writes.length === 0) return;
  const { waiting, abandoned } = await kit.monitor().deliver();
  const [task] = writes;
  const made = task === undefined ? null : await kit.store.outbox.result(task.key);
  if (made?.url !== undefined) say(`in ClickUp: ${made.url}`);
  if (waiting > 0) say('ClickUp did not take all of it yet: the service tries again, or run the command again');
  if (abandoned > 0)
    throw new MonitorError('unavailable', 'ClickUp refused the report: see the log, and check clickup.reports_list');
}
