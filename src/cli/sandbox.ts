import type { Command } from 'commander';
import { MonitorError } from '../shared/errors.ts';
import { firstSignal } from './serve.ts';
import { jsonOption, print, printJson } from './terminal.ts';

interface Flags {
  readonly port: string;
  readonly rateLimit: string;
  readonly window: string;
  readonly json?: boolean;
}

export function addSandboxCommand(program: Command): void {
  jsonOption(
    program.command('sandbox').description('the ClickUp stand-in alone: its API, its pages, its control surface'),
  )
    .option('--port <port>', 'port on this machine', '4000')
    .option('--rate-limit <n>', 'requests a minute and token', '100')
    .option('--window <kind>', 'fixed or sliding', 'fixed')
    .action(run);
}

async function run({ port, rateLimit, window, json }: Flags): Promise<void> {
  const kind = window === 'fixed' || window === 'sliding' ? window : null;
  if (kind === null) throw new MonitorError('bad_usage', `--window: "${window}": write fixed or sliding`);
  // No service and no other command needs the stand-in: its hundred files are loaded where it is asked for.
  const { startSandbox } = await import('../sandbox/server.ts');
  const sandbox = await startSandbox({
    port: numberFrom('--port', port),
    rateLimit: numberFrom('--rate-limit', rateLimit),
    window: kind,
  });
  if (json) printJson({ url: sandbox.url, api: sandbox.apiUrl });
  else {
    print(`ClickUp stand-in (everything in memory, gone when it stops): ${sandbox.url}`);
    print(`CLICKUP_API_URL=${sandbox.apiUrl}`);
    print(
      `It is empty: build a workspace with POST ${sandbox.url}/sandbox/users, /lists, /fields; \`npm run demo\` shows a whole one.`,
    );
  }
  await firstSignal();
  await sandbox.close();
}

function numberFrom(flag: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new MonitorError('bad_usage', `${flag}: "${text}" is no number`);
}
