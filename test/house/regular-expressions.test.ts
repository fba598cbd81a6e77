import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParserOptions, parse } from '@babel/parser';
import { analyse } from 'scslre';

const root = join(import.meta.dirname, '../../src');
const typescript: ParserOptions = { sourceType: 'module', plugins: ['typescript'] };

interface Found {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** The stand-in is a tool on the developer's own machine: nobody from outside writes to it. */
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('sandbox/'));

/** Expressions put together while the program runs: what of them comes from outside, and why it cannot slow them. */
const BUILT: Readonly<Record<string, string>> = {
  'clickup/key.ts': 'a mark of our own, then one set of characters up to its end',
  'domain/intervention.ts': 'a statement of the playbook, its signs taken as they are; tried on statements of a plan',
  'domain/personal-data.ts': 'a name, its signs taken as they are: no repetition is left',
  'drafting/refusals.ts': 'words of our own; tried on 2,000 characters',
  'monitor/conversation/command.ts': 'a count of 1 or 2, from the beginning only',
};

function visit(node: unknown, see: (node: Readonly<Record<string, unknown>>) => void): void {
  if (Array.isArray(node)) for (const each of node) visit(each, see);
  else if (typeof node === 'object' && node !== null) {
    see(node as Readonly<Record<string, unknown>>);
    for (const [name, member] of Object.entries(node)) if (name !== 'loc') visit(member, see);
  }
}

const written: Found[] = [];
const built = new Set<string>();
for (const file of files) {
  visit(parse(readFileSync(join(root, file), 'utf8'), typescript).program, (node) => {
    const { type, pattern, flags, callee } = node;
    if (type === 'RegExpLiteral') written.push({ file, source: String(pattern), flags: String(flags) });
    const isCall = type === 'NewExpression' || type === 'CallExpression';
    if (isCall && (callee as { readonly name?: unknown }).name === 'RegExp') built.add(file);
  });
}

/** Texts that would take it the square of their length or worse, by the character that they repeat. */
const slowTexts = ({ source, flags }: Omit<Found, 'file'>): readonly string[] =>
  analyse({ source, flags }).reports.map(({ type, character }) => `${type} of ${character.literal.source}`);

describe('regular expressions', () => {
  it('none of those that are written down can be made slow by a repeated character', () => {
    expect(written.length).toBeGreaterThan(250);
    const slow = written.flatMap((each) => {
      const texts = slowTexts(each);
      return texts.length === 0 ? [] : [`${each.file}: /${each.source}/${each.flags}: ${texts.join(', ')}`];
    });
    expect(slow).toEqual([]);
  });

  it('those that are put together are known, each with the reason why it is safe', () => {
    expect([...built].sort()).toEqual(Object.keys(BUILT).sort());
  });

  it.each([
    ['(a+)+$', ''],
    ['\\s+$', ''],
    ['^(\\s*)(.*?)(\\s*)$', ''],
    ['x*x*y', 'i'],
  ])('/%s/%s would be found', (source, flags) => {
    expect(slowTexts({ source, flags })).not.toEqual([]);
  });
});
