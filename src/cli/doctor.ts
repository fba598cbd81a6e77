import type { Command } from 'commander';
import { examine } from '../monitor/doctor/examine.ts';
import type { Finding } from '../monitor/doctor/finding.ts';
import type { CliDeps } from './kit.ts';
import { jsonOption, print, printJson, withKit } from './terminal.ts';

const MARKS: Readonly<Record<Finding['state'], string>> = {
  ok: '✓',
  warning: '!',
  failure: '✗',
  unknown: '?',
};

export function addDoctorCommand(program: Command, deps: CliDeps): void {
  jsonOption(
    program.command('doctor').description('check token, lists, fields, people, webhook, events, database, model'),
  ).action(async ({ json }: { json?: boolean }) => {
    const findings = await withKit(deps, (kit) => examine(kit.examining, kit.clock.now()));
    if (json) printJson(findings);
    else for (const finding of findings) print(line(finding));
    if (findings.some(({ state }) => state === 'failure')) process.exitCode = 1;
  });
}

const line = ({ check, state, says, wayOut }: Finding): string =>
  `${MARKS[state]} ${check}: ${says}${wayOut === null ? '' : ` → ${wayOut}`}`;
