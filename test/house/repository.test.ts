import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorSchemaText } from '../../src/config/monitor-schema.ts';
import { Settings } from '../../src/config/settings.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('repository', () => {
  it('names no address in package-lock.json', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved":\s*"https?:/);
  });

  it('installs better-sqlite3 without a compiler (else run `npm run lock:mend`)', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { gypfile?: boolean }> };
    expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
  });

  it('has a command that may be executed: npx does not mend that for a folder it has seen before', () => {
    expect(statSync(join(root, 'bin/first-value-monitor.js')).mode & 0o111).toBe(0o111);
  });

  it('keeps the JSON Schema of monitor.yaml up to date (else run `npm run schema`)', () => {
    expect(read('config/monitor.schema.json')).toBe(monitorSchemaText());
  });

  it('lists every setting in .env.example, in the order in which they are read', () => {
    const listed = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(listed).toEqual(Object.keys(Settings.shape));
  });
});
