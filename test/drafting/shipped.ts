import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { parseCatalog } from '../../src/config/catalog-file.ts';
import { parsePlaybook } from '../../src/config/playbook-file.ts';
import { parseTiers } from '../../src/config/tiers-file.ts';
import { assembleLibrary, type PlaybookLibrary, type WrittenPlaybook } from '../../src/domain/playbook.ts';

/** The files that are shipped in config/, as the product reads them. */

const directory = join(import.meta.dirname, '../../config');
const yamlOf = (...path: string[]): unknown => load(readFileSync(join(directory, ...path), 'utf8'));

export const shippedTiers = parseTiers(yamlOf('tiers.yaml'));
export const shippedCatalogue = parseCatalog(yamlOf('catalog.yaml'));
export const shippedPlaybooks: readonly WrittenPlaybook[] = readdirSync(join(directory, 'playbooks')).map((file) =>
  parsePlaybook(yamlOf('playbooks', file)),
);

export function libraryOf(written: readonly WrittenPlaybook[]): PlaybookLibrary {
  const outcome = assembleLibrary(written);
  if (outcome.kind === 'incomplete') throw new Error(outcome.lines.join('\n'));
  return outcome.library;
}

export const shippedLibrary = libraryOf(shippedPlaybooks);
