import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { config as readDotenv } from 'dotenv';
import { CatalogFile } from './config/catalog-file.ts';
import { MonitorFile } from './config/monitor-file.ts';
import { PlaybookFile } from './config/playbook-file.ts';
import { readSettings, type Settings } from './config/settings.ts';
import { TiersFile } from './config/tiers-file.ts';
import { type FileOutcome, readYamlFile } from './config/yaml-file.ts';
import type { CatalogueEvent } from './domain/draft-catalogue.ts';
import { assembleLibrary, type PlaybookLibrary, type WrittenPlaybook } from './domain/playbook.ts';
import type { Tiers } from './domain/tier.ts';
import { ConfigError } from './shared/errors.ts';

/** Environment and files of config/, read once, whole and early; the rest of the program receives values. */
export interface Config {
  readonly settings: Settings;
  readonly monitor: MonitorFile;
  readonly catalogue: readonly CatalogueEvent[];
  readonly tiers: Tiers;
  readonly playbooks: PlaybookLibrary;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's environment over the lines of `.env`; nothing else reads `process.env`. */
export function readEnvironment(): Environment {
  return { ...readDotenv({ quiet: true, processEnv: {} }).parsed, ...process.env };
}

/** @throws ConfigError with one line for every mistake, in whatever file it stands */
export async function readConfig(env: Environment): Promise<Config> {
  const settings = readSettings(env);
  const directory = settings.kind === 'read' ? settings.settings.CONFIG_DIR : (env.CONFIG_DIR ?? './config');
  const [monitor, catalogue, tiers, playbooks] = await Promise.all([
    readYamlFile(join(directory, 'monitor.yaml'), MonitorFile),
    readYamlFile(join(directory, 'catalog.yaml'), CatalogFile),
    readYamlFile(join(directory, 'tiers.yaml'), TiersFile),
    readPlaybooks(join(directory, 'playbooks')),
  ]);
  const lines = [settings, monitor, catalogue, tiers, playbooks].flatMap((each) =>
    each.kind === 'refused' ? each.lines : [],
  );
  if (settings.kind === 'refused' || monitor.kind === 'refused' || catalogue.kind === 'refused')
    throw new ConfigError(lines);
  if (tiers.kind === 'refused' || playbooks.kind === 'refused') throw new ConfigError(lines);
  return {
    settings: settings.settings,
    monitor: monitor.value,
    catalogue: catalogue.value,
    tiers: tiers.value,
    playbooks: playbooks.value,
  };
}

async function readPlaybooks(directory: string): Promise<FileOutcome<PlaybookLibrary>> {
  const names = await readdir(directory).catch(() => null);
  if (names === null)
    return {
      kind: 'refused',
      lines: [`${directory}: folder not found: create it (the repository ships one) or set CONFIG_DIR`],
    };
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  const outcomes = await Promise.all(files.map((name) => readYamlFile(join(directory, name), PlaybookFile)));
  const lines = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? outcome.lines : []));
  if (lines.length > 0) return { kind: 'refused', lines };
  const written: WrittenPlaybook[] = outcomes.flatMap((outcome) => (outcome.kind === 'read' ? [outcome.value] : []));
  const library = assembleLibrary(written);
  if (library.kind === 'complete') return { kind: 'read', value: library.library };
  return { kind: 'refused', lines: library.lines.map((line) => `${directory}: ${line}`) };
}

/** Commands that talk to ClickUp need its token; the others do without. */
export function requireToken({ settings }: Config): string {
  if (settings.CLICKUP_API_TOKEN !== undefined) return settings.CLICKUP_API_TOKEN;
  throw new ConfigError([
    'CLICKUP_API_TOKEN: missing: set it to the personal token of the agent’s own ClickUp seat (ClickUp → Settings → Apps)',
  ]);
}
