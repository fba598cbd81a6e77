import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Source } from '../../src/cli/open-source.ts';
import { readRows } from '../../src/cli/read-rows.ts';
import { CatalogFile } from '../../src/config/catalog-file.ts';
import { MonitorFile } from '../../src/config/monitor-file.ts';
import { readPlansFile } from '../../src/config/plans-file.ts';
import { PlaybookFile } from '../../src/config/playbook-file.ts';
import { TiersFile } from '../../src/config/tiers-file.ts';
import { checkYaml } from '../../src/config/yaml-file.ts';
import { importAccounts } from '../../src/monitor/import-accounts.ts';
import { importEvents } from '../../src/monitor/import-events.ts';
import type { ImportRow } from '../../src/monitor/import-rows.ts';
import type { Store } from '../../src/monitor/store.ts';
import { MonitorError } from '../../src/shared/errors.ts';
import { listener, NOW, rowsOf } from '../monitor/import-builders.ts';
import { emptyStore } from '../monitor/store.ts';
import { expectCleanPrototypes, hostileJson, hostileObject, hostileText, tries } from './tries.ts';

afterEach(expectCleanPrototypes);

const columns = { required: ['id'], optional: ['name'] };

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The rows that a file of these bytes gives, or the mistake that ends it; anything else is a fault of ours. */
async function rowsIn(bytes: Buffer, size: number): Promise<readonly ImportRow[] | MonitorError> {
  const source: Source = { name: 'rows.csv', size: null, bytes: inPieces(bytes, size) };
  const rows: ImportRow[] = [];
  try {
    for await (const row of readRows(source, columns)) rows.push(row);
    return rows;
  } catch (thrown) {
    if (thrown instanceof MonitorError) return thrown;
    throw thrown;
  }
}

describe('a file of rows', () => {
  const csv = fc
    .array(fc.array(hostileText, { maxLength: 4 }), { maxLength: 6 })
    .map((lines) => `id,name\n${lines.map((cells) => cells.join(',')).join('\n')}`);
  const quoted = fc
    .array(hostileText, { maxLength: 6 })
    .map((cells) => `id;"name"\r\n${cells.map((cell) => `"${cell.replaceAll('"', '""')}";x`).join('\r\n')}\r\n`);
  const json = fc
    .array(fc.oneof(hostileJson, hostileObject(['id', 'name'])), { maxLength: 6 })
    .map((items) => `{"id":"a"}\n${items.map((item) => JSON.stringify(item)).join('\n')}`);
  const texts = fc.oneof(csv, quoted, json).map((text) => Buffer.from(text));
  const bytes = fc.oneof(
    texts,
    fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)),
    texts.map((text) => gzipSync(text)),
  );

  it('of any bytes is read row by row, or refused with what is wrong with it', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 64 }), async (file, size) => {
        const outcome = await rowsIn(file, size);
        if (outcome instanceof MonitorError) expect(outcome.message).toMatch(/^rows\.csv: /);
        else for (const row of outcome) expect(row.line).toBeGreaterThan(0);
      }),
      tries(300),
    );
  });

  it('is read alike whatever pieces it comes in', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (file, size) => {
        expect(await rowsIn(file, size)).toEqual(await rowsIn(file, file.length));
      }),
      tries(60),
    );
  });

  const LONG = 'x'.repeat(3 * 1024 * 1024);
  it.each([
    ['a value', `id,name\n1,${LONG}\n2,y\n`],
    ['a quote that never ends', `id,name\n1,"${LONG}\n2,y\n`],
  ])('with %s of more than a megabyte is refused', async (_what, text) => {
    const outcome = await rowsIn(Buffer.from(text), 65_536);
    expect(outcome).toBeInstanceOf(MonitorError);
    expect((outcome as MonitorError).message).toMatch(/^rows\.csv: line 2 begins a record longer than 1 MB/);
  });

  it('with a line of JSON that never ends is refused', async () => {
    expect(await rowsIn(Buffer.from(`{"id":"1","name":"${LONG}`), 65_536)).toEqual([
      { kind: 'unreadable', line: 1, why: 'the line is longer than 1 MB' },
    ]);
  });

  it('with a line of JSON of more than a megabyte is read but for that line', async () => {
    const text = `{"id":"1","name":"${LONG}"}\n{"id":"2"}\n`;
    expect(await rowsIn(Buffer.from(text), 65_536)).toEqual([
      { kind: 'unreadable', line: 1, why: 'the line is longer than 1 MB' },
      { kind: 'row', line: 2, values: new Map([['id', '2']]) },
    ]);
  });
});

describe('rows with anything in them', () => {
  let store: Store;
  beforeAll(async () => {
    store = await emptyStore();
  });
  afterAll(() => store.close());

  const rows = (names: readonly string[], base: object) =>
    fc.array(
      hostileObject(names).map((odd) => ({ ...base, ...Object(odd) }) as Readonly<Record<string, unknown>>),
      { maxLength: 5 },
    );

  it('are each stored, known or refused as accounts, and again as known or refused', async () => {
    const names = [
      'account_id',
      'name',
      'tier',
      'use_case',
      'goals',
      'started_on',
      'trial_ends_on',
      'csm_email',
      'time_zone',
      'annual_value',
      'status',
      'ended_on',
      'domains',
      'country',
    ];
    const deps = { store, now: NOW, zone: 'Europe/Berlin', resolveTier: (tier: string | null) => tier };
    await fc.assert(
      fc.asyncProperty(rows(names, { account_id: 'acme', name: 'Acme', started_on: '2026-10-18' }), async (given) => {
        const heard = listener();
        const { stored, known, refused } = await importAccounts(deps, rowsOf(given), heard);
        expect([stored + known + refused, heard.refusals.length]).toEqual([given.length, refused]);
      }),
      tries(100),
    );
    expect(await store.accounts.count()).toBeGreaterThan(0);
  });

  it('are each stored, known or refused as events, and again as known or refused', async () => {
    const names = ['account_id', 'user_id', 'event', 'timestamp', 'message_id', 'email', 'properties'];
    const base = { account_id: 'acme', user_id: 'u', event: 'Task Completed', timestamp: '2026-11-02T10:00:00Z' };
    await fc.assert(
      fc.asyncProperty(rows(names, base), async (given) => {
        const take = () => importEvents({ store, now: NOW, completeTo: null }, rowsOf(given), listener());
        const [first, again] = [await take(), await take()];
        if (first.kind !== 'done' || again.kind !== 'done') throw new Error('the file was taken for another one');
        expect(first.stored + first.known + first.refused).toBe(given.length);
        expect(again).toMatchObject({ stored: 0, refused: first.refused });
      }),
      tries(100),
    );
  });
});

describe('a YAML file', () => {
  const SCHEMAS = { monitor: MonitorFile, catalogue: CatalogFile, tiers: TiersFile, playbook: PlaybookFile } as const;
  const anyFile = fc.constantFrom('monitor', 'catalogue', 'tiers', 'playbook');
  const check = (file: keyof typeof SCHEMAS, text: string) => checkYaml<unknown>('file.yaml', text, SCHEMAS[file]);
  const names = [
    'product',
    'clickup',
    'owners',
    'alerts',
    'events',
    'exclude',
    'approval',
    'fields',
    'statuses',
    'name',
    'kind',
    'tiers',
    'statement',
    'signal',
    'event',
    'where',
    'by_day',
    'steps',
    'match',
    'plan',
  ];
  const yaml = fc.oneof(
    hostileJson.map((value) => JSON.stringify(value)),
    hostileObject(names).map((value) => JSON.stringify(value)),
    hostileText,
    fc
      .array(
        fc.constantFrom(
          'a: ',
          '- ',
          '&x ',
          '*x',
          '? ',
          '| ',
          '!!js/function ',
          '!!binary ',
          '<<: ',
          '%YAML 9.9\n',
          '---\n',
          '\t',
          '{',
          '[',
          '"',
          '#',
          '\n  ',
          '1',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
  );

  it('of any text is read, or refused line by line', () => {
    fc.assert(
      fc.property(anyFile, yaml, (file, text) => {
        const outcome = check(file, text);
        if (outcome.kind === 'refused')
          for (const line of outcome.lines) expect(line).toMatch(/^(file\.yaml:\d+: |and \d+ more$)/);
      }),
      tries(400),
    );
  });

  it('of plans as well', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          yaml,
          fc.array(hostileObject(['match', 'plan'])).map((value) => JSON.stringify(value)),
        ),
        (text) => {
          expect(['read', 'refused']).toContain(readPlansFile('plans.yaml', text).kind);
        },
      ),
      tries(150),
    );
  });

  it.each([
    [
      'aliases of aliases',
      [
        'a: &a [x,x,x,x,x,x,x,x,x]',
        ...'bcdefghi'
          .split('')
          .map((each, at) => `${each}: &${each} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(',')}]`),
      ].join('\n'),
    ],
    ['an alias of itself', 'a: &a [*a]'],
    ['lists without end', '['.repeat(2_000)],
    ['whole lists without end', `${'['.repeat(2_000)}1${']'.repeat(2_000)}`],
    ['objects without end', `${'{a: '.repeat(2_000)}1${'}'.repeat(2_000)}`],
    ['blocks without end', Array.from({ length: 1_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['a name of JavaScript', '__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }'],
  ])('of %s is refused', (_what, text) => {
    for (const file of ['monitor', 'catalogue', 'tiers', 'playbook'] as const) {
      const outcome = check(file, text);
      expect(outcome).toEqual({
        kind: 'refused',
        lines: expect.arrayContaining([expect.stringMatching(/^file\.yaml:\d+: /)]),
      });
      expect(JSON.stringify(outcome).length).toBeLessThan(5_000);
    }
  });
});
