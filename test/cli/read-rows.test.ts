import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Columns } from '../../src/cli/columns.ts';
import { openSource, type Source, textOf } from '../../src/cli/open-source.ts';
import { type Encoding, readRows } from '../../src/cli/read-rows.ts';
import type { ImportRow } from '../../src/monitor/import-rows.ts';

const columns: Columns = { required: ['id'], optional: ['name'] };

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A text arriving a few bytes at a time, as through a pipe. */
const source = (text: string | Buffer, size = 5): Source => ({
  name: 'rows.csv',
  size: null,
  bytes: inPieces(Buffer.from(text), size),
});

const shown = (row: ImportRow) =>
  row.kind === 'row' ? [row.line, Object.fromEntries(row.values)] : [row.line, row.why];

async function read(from: Source, given: Columns = columns, encoding?: Encoding): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of readRows(from, given, encoding)) rows.push(shown(row));
  return rows;
}

describe('rows of a file', () => {
  it.each([
    ['commas', 'id,name\na,Acme\n', 2],
    ['semicolons', 'id;name\na;Acme\n', 2],
    ['tabs', 'id\tname\na\tAcme\n', 2],
    ['bars', 'id|name\na|Acme\n', 2],
    ['line breaks of old Macs', 'id,name\ra,Acme\r', 2],
    ['a byte order mark', '\uFEFFid,name\r\na,Acme\r\n', 2],
    ['quotes', '"id","name"\n"a","Acme"\n', 2],
    ['a delimiter inside a quoted name', '"id";"name";"x,y,z,w"\na;Acme;\n', 2],
    ['empty lines in front', '\n \nid,name\na,Acme\n', 4],
    ['names in capitals and with spaces', ' ID , Name \na,Acme', 2],
    ['JSON lines', '{"id":"a","name":"Acme"}\n', 1],
    ['JSON lines with a byte order mark and no line feed at the end', '\uFEFF{"id":"a","name":"Acme"}', 1],
  ])('are read with %s', async (_case, text, line) => {
    expect(await read(source(text))).toEqual([[line, expect.objectContaining({ id: 'a', name: 'Acme' })]]);
  });

  it('have the line numbers of an editor, over empty lines and values that span lines', async () => {
    const text = 'id,name\r\na,1\r\n\r\nb,"two\r\nlines"\r\nc,3\r\n';
    expect(await read(source(text))).toEqual([
      [2, { id: 'a', name: '1' }],
      [4, { id: 'b', name: 'two\r\nlines' }],
      [6, { id: 'c', name: '3' }],
    ]);
  });

  it('go on after a line that cannot be read', async () => {
    expect(await read(source('id,name\na\nb,2,3\nc,"C"x\nd,D\n'))).toEqual([
      [2, 'the line has 1 values where the header names 2 columns'],
      [3, 'the line has 3 values where the header names 2 columns'],
      [4, { id: 'c', name: '"C"x' }],
      [5, { id: 'd', name: 'D' }],
    ]);
    expect(await read(source('{"id":"a"}\n{"id":\n[1]\n\n{"id":"b"}\n'))).toEqual([
      [1, { id: 'a' }],
      [2, 'the line is no JSON object'],
      [3, 'the line is no JSON object'],
      [5, { id: 'b' }],
    ]);
  });

  it('keep what JSON says as it is, line separators inside a text included', async () => {
    expect(await read(source('{"id":7,"name":"a\u2028b","__proto__":{"x":1}}'))).toEqual([
      [
        1,
        Object.fromEntries([
          ['id', 7],
          ['name', 'a\u2028b'],
          ['__proto__', { x: 1 }],
        ]),
      ],
    ]);
  });

  it.each([
    ['"Customer ID",Label\na,Acme\n'],
    ['customer_id;label;id\na;Acme;7\n'],
    ['{"customerId":"a","label":"Acme","id":7}\n'],
  ])('are read under our names of their columns: %j', async (text) => {
    const renamed = new Map([
      ['customer_id', 'id'],
      ['label', 'name'],
    ]);
    expect((await read(source(text), { ...columns, renamed })).map((row) => (row as unknown[])[1])).toEqual([
      { id: 'a', name: 'Acme' },
    ]);
  });

  it.each<[string, string, string | null, Buffer]>([
    ['UTF-16 of one kind, marked', 'Łódź', null, Buffer.from('\uFEFFid,name\na,Łódź\n', 'utf16le')],
    ['UTF-16 of the other kind, marked', 'Łódź', null, Buffer.from('\uFEFFid,name\na,Łódź\n', 'utf16le').swap16()],
    ['UTF-16 without a mark', 'Łódź', null, Buffer.from('id,name\na,Łódź\n', 'utf16le')],
    ['UTF-16 of the other kind without a mark', 'Łódź', null, Buffer.from('id,name\na,Łódź\n', 'utf16le').swap16()],
    ['Windows-1252', 'Café “€”', null, Buffer.from('id,name\na,Caf\xe9 \x93\x80\x94\n', 'latin1')],
    ['what it is said to be', 'Łódź', 'windows-1250', Buffer.from('id,name\na,\xa3\xf3d\x9f\n', 'latin1')],
  ])('are read as %s, cut anywhere', async (_case, name, encoding, bytes) => {
    for (const size of [1, 3, 100])
      expect(await read(source(bytes, size), columns, { name: encoding })).toEqual([[2, { id: 'a', name }]]);
  });

  it('are read line by line, when some are UTF-8 and some are not, which is told once', async () => {
    let told = 0;
    const bytes = Buffer.concat(
      ['é', '\xe9', 'ü', '\xfc'].map((name, at) => Buffer.from(`${at},${name}\n`, at % 2 === 0 ? 'utf8' : 'latin1')),
    );
    const onOther = (): void => {
      told += 1;
    };
    const rows = await read(source(Buffer.concat([Buffer.from('id,name\n'), bytes])), columns, { name: null, onOther });
    expect(rows.map((row) => ((row as unknown[])[1] as { name: string }).name)).toEqual(['é', 'é', 'ü', 'ü']);
    expect(told).toBe(1);
  });

  const CUT = expect.stringContaining('breaks off in this line');
  it.each([
    ['a value too few', 'id,name\na,Acme\nb', [3, CUT]],
    ['half a time', 'id,name\na,2026-11-02T10:00:00Z\nb,2026-11-02', [3, CUT]],
    ['half a number', 'id,name\na,1764012345678\nb,17640', [3, CUT]],
    ['a quote that is open', 'id,name\na,"{""x"":1}"\nb,"{""x"":', [3, CUT]],
    ['half an object', '{"id":"a"}\n{"id":"b","na', [2, 'the line is no JSON object']],
    ['a whole value', 'id,name\na,2026-11-02\nb,2026-11-03', [3, { id: 'b', name: '2026-11-03' }]],
    ['a shorter word', 'id,name\na,Acme\nb,Bo', [3, { id: 'b', name: 'Bo' }]],
  ])('end with a last line without a line break that has %s', async (_case, text, last) => {
    expect((await read(source(text))).at(-1)).toEqual(last);
  });

  it('leave out a line of JSON that would fill the memory', async () => {
    const long = `{"id":"${'x'.repeat(1024 * 1024)}"}`;
    expect(await read(source(`{"id":"a"}\n${long}\n{"id":"b"}\n`, 65_536))).toEqual([
      [1, { id: 'a' }],
      [2, 'the line is longer than 1 MB'],
      [3, { id: 'b' }],
    ]);
  });

  it('tell which columns are not known', async () => {
    const unknown: string[] = [];
    await read(source('id,nmae\na,1\n'), { ...columns, onUnknown: (names) => unknown.push(...names) });
    expect(unknown).toEqual(['nmae']);
  });

  it.each([
    ['is empty', '', 'line 1 is empty'],
    ['lacks a column', 'name\nAcme\n', 'line 1 names no column id'],
    ['names a column twice', 'id,id\na,b\n', 'names the column id twice'],
    ['is one JSON array', '[{"id":"a"}]', 'write one object a line'],
    ['lacks a renamed column', 'ID\na\n', 'names no column "label" (for name)', new Map([['label', 'name']])],
    ['never closes a quote', 'id,name\na,1\nb,"2\nc,3\n', 'line 3 opens a quote that is never closed'],
  ])('cannot be read when the file %s', async (_case, text, why, renamed = new Map<string, string>()) => {
    await expect(read(source(text), { ...columns, renamed })).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining(why),
    });
  });
});

describe('a source', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fvm-rows-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const at = async (name: string, bytes: string | Buffer): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, bytes);
    return file;
  };
  const nobody = inPieces(Buffer.alloc(0), 1);
  const text = 'id,name\na,Acme\n';

  it.each([
    ['a file', 'plain.csv', text],
    ['a packed file', 'packed.csv.gz', gzipSync(text)],
    ['a packed file without the ending', 'packed', gzipSync(text)],
    ['a file packed in two parts', 'parts.gz', Buffer.concat([gzipSync('id,name\n'), gzipSync('a,Acme\n')])],
  ])('is %s', async (_case, name, bytes) => {
    const file = await at(name, bytes);
    let heard = 0;
    const opened = await openSource(file, nobody, (read) => {
      heard = read;
    });
    expect(await textOf(opened)).toBe(text);
    expect(heard).toBe(opened.size);
  });

  it.each([
    ['plain', Buffer.from(text)],
    ['packed', gzipSync(text)],
  ])('is stdin, %s', async (_case, bytes) => {
    expect(await textOf(await openSource('-', inPieces(bytes, 1)))).toBe(text);
  });

  it.each([
    ['a file that is not there', 'nowhere.csv', 'file not found'],
    ['a folder', '.', 'is a folder'],
  ])('is not %s', async (_case, name, why) => {
    await expect(openSource(join(folder, name), nobody)).rejects.toMatchObject({
      code: 'bad_usage',
      message: expect.stringContaining(why),
    });
  });

  it('that breaks off says so', async () => {
    const file = await at('broken.gz', gzipSync(text.repeat(1000)).subarray(0, 60));
    await expect(read(await openSource(file, nobody))).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('broken.gz'),
    });
  });
});
