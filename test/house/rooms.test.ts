import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

/** Who may import whom. `types:` in front: only with `import type`. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  monitor: ['domain', 'monitor', 'shared'],
  clickup: ['domain', 'shared', 'clickup', 'types:monitor', 'monitor/message.ts'],
  drafting: ['domain', 'shared', 'drafting', 'types:monitor'],
  storage: ['domain', 'shared', 'storage', 'types:monitor'],
  calendar: ['domain', 'calendar'],
  config: ['domain', 'shared', 'config'],
  shared: ['shared', 'types:domain'],
  sandbox: ['sandbox'],
  http: ['domain', 'monitor', 'shared', 'http'],
  dashboard: ['domain', 'monitor', 'shared', 'dashboard'],
  metrics: ['domain', 'metrics', 'monitor/webhook-state.ts', 'types:monitor'],
  schedule: ['monitor', 'shared', 'schedule', 'types:domain'],
  cli: [
    'domain',
    'monitor',
    'shared',
    'cli',
    'types:config.ts',
    'config/plans-file.ts',
    'config/policy-file.ts',
    'cli>sandbox',
  ],
};

/** Only these commands may know the stand-in. */
const STARTS_THE_STAND_IN = /^cli\/(sandbox\.ts|demo\/)/;

/** Outside packages that the pure rooms may use: arithmetic on dates, nothing that reads or writes. */
const PURE_PACKAGES = ['luxon'];

const root = join(import.meta.dirname, '../../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)';/gms;

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(STATEMENT)].map(([, type, target = '']) => ({
    file: file.split(sep).join('/'),
    target,
    typeOnly: type !== undefined,
  }));
}

const all = files.flatMap(importsOf);
const roomOf = (path: string): string => path.split('/')[0] ?? '';
const resolved = ({ file, target }: Import): string =>
  normalize(join(dirname(file), target))
    .split(sep)
    .join('/');

function isAllowed(each: Import, allowed: readonly string[]): boolean {
  const path = resolved(each);
  return allowed.some((rule) => {
    const [only, name = only] = rule.split(':');
    if (rule === 'cli>sandbox') return roomOf(path) === 'sandbox' && STARTS_THE_STAND_IN.test(each.file);
    if (rule.startsWith('types:') && !each.typeOnly) return false;
    return path === name || roomOf(path) === name;
  });
}

describe('rooms', () => {
  it.each(Object.entries(ROOMS))('%s imports only what it may', (room, allowed) => {
    const own = all.filter(({ file, target }) => roomOf(file) === room && target.startsWith('.'));
    expect(own.length).toBeGreaterThan(0);
    const wrong = own
      .filter((each) => !isAllowed(each, allowed))
      .map((each) => `${each.file} imports ${resolved(each)}`);
    expect(wrong).toEqual([]);
  });

  it('gives every folder a rule', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it('keeps domain free of files, network and time of day', () => {
    const outside = all.filter(({ file, target }) => roomOf(file) === 'domain' && !target.startsWith('.'));
    expect(
      outside
        .filter(({ target }) => !PURE_PACKAGES.includes(target))
        .map(({ file, target }) => `${file} imports ${target}`),
    ).toEqual([]);
    const readsClock = files.filter(
      (file) =>
        file.startsWith('domain') &&
        /Date\.now\(|new Date\(\)|DateTime\.(now|local)\(/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(readsClock).toEqual([]);
  });

  it('has no circle of imports, types included', () => {
    const targets = Map.groupBy(
      all.filter(({ target }) => target.startsWith('.')),
      ({ file }) => file,
    );
    const done = new Set<string>();
    const circleFrom = (file: string, path: readonly string[]): readonly string[] | null => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return null;
      for (const each of targets.get(file) ?? []) {
        const circle = circleFrom(resolved(each), [...path, file]);
        if (circle !== null) return circle;
      }
      done.add(file);
      return null;
    };
    expect([...targets.keys()].flatMap((file) => circleFrom(file, [])?.join(' → ') ?? [])).toEqual([]);
  });

  it('reads the environment in one place', () => {
    const readers = files.filter((file) => /process\.env/.test(readFileSync(join(root, file), 'utf8')));
    expect(readers).toEqual(['config.ts']);
  });

  it('lets no judgement, alert or order depend on the health score', () => {
    const reached = new Set<string>();
    const follow = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      const runs = all.filter((each) => each.file === file && each.target.startsWith('.') && !each.typeOnly);
      for (const each of runs) follow(resolved(each));
    };
    const deciding = [
      'domain/assess.ts',
      'domain/state.ts',
      'domain/alert.ts',
      'domain/delivery.ts',
      'domain/intervention.ts',
    ];
    const doing = [
      'monitor/review-account.ts',
      'monitor/raise-alerts.ts',
      'monitor/sweep.ts',
      'monitor/account-order.ts',
    ];
    for (const file of [...deciding, ...doing]) follow(file);
    expect(reached.size).toBeGreaterThan(50);
    expect([...reached].filter((file) => file.includes('health'))).toEqual([]);
  });

  it('has no circle of imports', () => {
    const edges = new Map<string, string[]>();
    for (const each of all.filter(({ target, typeOnly }) => target.startsWith('.') && !typeOnly)) {
      edges.set(each.file, [...(edges.get(each.file) ?? []), resolved(each)]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of edges.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
});
