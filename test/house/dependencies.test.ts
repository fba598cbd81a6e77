import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const document = read('docs/dependencies.md');
const { dependencies = {}, devDependencies = {} } = JSON.parse(read('package.json')) as Manifest;

/** What a lock file installs, by its place in node_modules. */
function installedBy(lockFile: string): readonly (readonly [string, Locked])[] {
  const { packages } = JSON.parse(read(lockFile)) as { readonly packages: Readonly<Record<string, Locked>> };
  return Object.entries(packages).filter(([place, { link }]) => place !== '' && link !== true);
}

const ours = installedBy('package-lock.json');

/** The licences that the document allows, from the table below its heading. */
const allowed = (column: 'production' | 'development'): ReadonlySet<string> => {
  const table = document.split('\n## Licences\n')[1]?.split('\n## ')[0] ?? '';
  const rows = [...table.matchAll(/^\| (.+?) \| (yes|no) \| (.+?) \|$/gm)];
  return new Set(rows.flatMap(([, name = '', inside]) => (column === 'development' || inside === 'yes' ? [name] : [])));
};

const licencesOf = (packages: typeof ours): ReadonlySet<string> =>
  new Set(packages.map(([place, { license }]) => license ?? `${place} names none`));

describe('dependencies', () => {
  it('are each named in docs/dependencies.md, with what they are for', () => {
    const names = [...Object.keys(dependencies), ...Object.keys(devDependencies)].filter(
      (name) => !name.startsWith('@types/'),
    );
    const words = new Set(document.match(/[@\w/.-]+/g)?.map((word) => word.replace(/\.$/, '')));
    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });

  it('are pinned to one version and its content by the lock file', () => {
    expect(ours.length).toBeGreaterThan(300);
    expect(ours.filter(([, { version, integrity }]) => !version || !integrity?.startsWith('sha512-'))).toEqual([]);
  });

  it('have licences that docs/dependencies.md allows, whoever brings them along', () => {
    const inside = ours.filter(([, { dev }]) => dev !== true);
    expect(inside.length).toBeGreaterThan(100);
    expect([...licencesOf(inside)].filter((name) => !allowed('production').has(name))).toEqual([]);
    const all = [
      ours,
      installedBy('test/mutation/package-lock.json'),
      installedBy('bench/peers/package-lock.json'),
    ].flat();
    expect([...licencesOf(all)].filter((name) => !allowed('development').has(name))).toEqual([]);
  });

  it('have no licence allowed that none of them has any more', () => {
    const all = [
      ours,
      installedBy('test/mutation/package-lock.json'),
      installedBy('bench/peers/package-lock.json'),
    ].flat();
    expect([...allowed('development')].filter((name) => !licencesOf(all).has(name))).toEqual([]);
  });
});
