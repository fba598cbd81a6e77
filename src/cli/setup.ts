import type { Command } from 'commander';
import { type FirstStart, FIRST_START_LIMIT, previewFirstStart, releaseMark } from '../monitor/draft-waiting.ts';
import { examine } from '../monitor/doctor.ts';
import { plural } from '../monitor/words.ts';
import type { CliDeps, Kit } from './kit.ts';
import { jsonOption, print, printJson, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly yes?: boolean;
}

export function addSetupCommand(program: Command, deps: CliDeps): void {
  jsonOption(
    program
      .command('setup')
      .description('register the webhook, show what a first start would write, and what is still to do by hand'),
  )
    .option('--yes', 'let the drafts that are shown be written')
    .action((flags: Flags) => withKit(deps, (kit) => setUp(kit, flags)));
}

async function setUp(kit: Kit, { json, yes }: Flags): Promise<void> {
  const monitor = kit.monitor();
  const now = kit.clock.now();
  await monitor.reconcile(true);
  const webhook = await monitor.keepWebhook();
  const firstStart = await previewFirstStart(kit.drafting, now);
  const written = yes ? await release(kit) : null;
  const todo = (await examine(kit.examining, now)).filter(({ state }) => state !== 'ok');
  if (todo.some(({ state }) => state === 'failure')) process.exitCode = 1;
  if (json) {
    printJson({
      webhook: webhook?.kind ?? null,
      first_start: {
        ...firstStart,
        byLead: Object.fromEntries(firstStart.byLead),
        byCsm: Object.fromEntries(firstStart.byCsm),
      },
      released: yes === true,
      written,
      todo,
    });
    return;
  }
  print(
    webhook === null
      ? 'No webhook: PUBLIC_URL is not set, so the board is polled.'
      : `Webhook ${webhook.kind}: ${webhook.hook.endpoint}`,
  );
  for (const line of preview(firstStart, written)) print(line);
  if (todo.length > 0) print('\nStill to do by hand:');
  for (const { check, says, wayOut } of todo) print(`  [ ] ${check}: ${says}${wayOut === null ? '' : ` → ${wayOut}`}`);
}

/** Lets the drafts be written, and writes what fits into today; the service goes on with the rest. */
async function release(kit: Kit): Promise<number> {
  const monitor = kit.monitor();
  await kit.store.meta.set(releaseMark(kit.rules.lists.accounts), `setup ${new Date(kit.clock.now()).toISOString()}`);
  const { drafted, asked } = await monitor.draft();
  await monitor.deliver();
  return drafted + asked;
}

function preview({ drafts, byLead, byCsm, samples }: FirstStart, written: number | null): readonly string[] {
  if (drafts === 0) return ['Nothing waits for a first draft.'];
  const share = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
  return [
    `A first start writes ${plural(drafts, 'draft')}. Asked: ${share(byLead)}. Their CSMs: ${share(byCsm)}.`,
    ...samples.map(({ account, statement, question }) => `  ${account}: ${statement ?? `a question: ${question}`}`),
    nextStep(drafts, written),
  ];
}

function nextStep(drafts: number, written: number | null): string {
  if (written !== null)
    return `Released: ${written} written now, the youngest and those on trial first; the service goes on with the rest.`;
  return drafts > FIRST_START_LIMIT
    ? 'Held back until you run `first-value-monitor setup --yes`.'
    : 'They are written when the service runs.';
}
