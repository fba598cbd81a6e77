import type { Command } from 'commander';
import { type FirstStart, FIRST_START_LIMIT, previewFirstStart, releaseMark } from '../monitor/draft-waiting.ts';
import { examine } from '../monitor/doctor/examine.ts';
import type { Finding } from '../monitor/doctor/finding.ts';
import type { KeptWebhook } from '../monitor/keep-webhook.ts';
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
  const findings = await examine(kit.examining, now);
  const firstStart = await previewFirstStart(kit.drafting, now);
  const watched = findings.some(({ check, state }) => check === 'guests' && state === 'failure');
  const written = yes && !watched ? await release(kit) : null;
  if (findings.some(({ state }) => state === 'failure')) process.exitCode = 1;
  const outcome: Outcome = { webhook, firstStart, written, watched, asked: yes === true };
  if (json) printJson(inJson(outcome, findings));
  else for (const line of [...webhookLines(webhook), ...preview(outcome), ...toDo(findings)]) print(line);
}

interface Outcome {
  readonly webhook: KeptWebhook | null;
  readonly firstStart: FirstStart;
  /** Drafts written now; null: none was released. */
  readonly written: number | null;
  /** A guest would read what is written: nothing is released then. */
  readonly watched: boolean;
  /** With `--yes`. */
  readonly asked: boolean;
}

function inJson({ webhook, firstStart, written }: Outcome, findings: readonly Finding[]): object {
  const { byLead, byCsm } = firstStart;
  return {
    webhook: webhook?.kind ?? null,
    first_start: { ...firstStart, byLead: Object.fromEntries(byLead), byCsm: Object.fromEntries(byCsm) },
    released: written !== null,
    written,
    todo: findings.filter(({ state }) => state !== 'ok'),
  };
}

const KEPT: Readonly<Record<KeptWebhook['kind'], string>> = {
  created: 'registered',
  repaired: 'was not as it should be, and is repaired',
  healthy: 'is registered and well',
};

const webhookLines = (webhook: KeptWebhook | null): readonly string[] => [
  webhook === null
    ? 'No webhook: PUBLIC_URL is not set, so the board is polled.'
    : `Webhook ${KEPT[webhook.kind]}: ${webhook.hook.endpoint}`,
];

/** What is left for a person: fields, statuses and rights cannot be made through ClickUp’s API. */
function toDo(findings: readonly Finding[]): readonly string[] {
  const lines = (title: string, ...states: readonly Finding['state'][]): readonly string[] => {
    const found = findings.filter(({ state }) => states.includes(state));
    return found.length === 0
      ? []
      : ['', title, ...found.map(({ check, says, wayOut }) => `  [ ] ${check}: ${says} → ${wayOut}`)];
  };
  const left = [
    ...lines('Must be mended before it works:', 'failure'),
    ...lines('Still to do by hand:', 'warning'),
    ...lines('Please look for yourself:', 'unknown'),
  ];
  return left.length === 0 ? ['', 'Nothing is left to do by hand.'] : left;
}

/** Lets the drafts be written, and writes what fits into today; the service goes on with the rest. */
async function release(kit: Kit): Promise<number> {
  const monitor = kit.monitor();
  await kit.store.meta.set(releaseMark(kit.rules.lists.accounts), `setup ${new Date(kit.clock.now()).toISOString()}`);
  const { drafted, asked } = await monitor.draft();
  await monitor.deliver();
  return drafted + asked;
}

function preview(outcome: Outcome): readonly string[] {
  const { drafts, byLead, byCsm, samples } = outcome.firstStart;
  if (drafts === 0) return ['Nothing waits for a first draft.'];
  const share = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
  return [
    `A first start writes ${plural(drafts, 'draft')}. Asked: ${share(byLead)}. Their CSMs: ${share(byCsm)}.`,
    ...samples.map(({ account, statement, question }) => `  ${account}: ${statement ?? `a question: ${question}`}`),
    nextStep(outcome, drafts),
  ];
}

function nextStep({ written, watched, asked }: Outcome, drafts: number): string {
  if (written !== null)
    return `Released: ${written} written now, the youngest and those on trial first; the service goes on with the rest.`;
  if (asked && watched) return 'Not released: a guest would read it (below).';
  return drafts > FIRST_START_LIMIT
    ? 'Held back until you run `first-value-monitor setup --yes`.'
    : 'They are written when the service runs.';
}
