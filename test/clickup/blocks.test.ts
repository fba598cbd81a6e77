import fc from 'fast-check';
import { toBlocks } from '../../src/clickup/blocks.ts';
import { fitted } from '../../src/clickup/fit.ts';
import { carriesKey } from '../../src/clickup/key.ts';
import { readBlocks } from '../../src/clickup/read-blocks.ts';
import { bold, bullet, code, heading, link, mention, paragraph, plainText, text } from '../../src/monitor/message.ts';

const KEYED = 'https://app.clickup.com/t/86abc12de#fvm-acme:hard:3';

describe('a message as comment blocks', () => {
  it('mentions people by tag blocks and styles spans', () => {
    const message = [
      paragraph(mention({ id: 7, name: 'Lea' }), ' ', bold('Acme'), ' ', code('event'), ' ', link('task', KEYED)),
    ];
    expect(toBlocks(message)).toEqual([
      { type: 'tag', user: { id: 7 } },
      { text: ' ', attributes: {} },
      { text: 'Acme', attributes: { bold: true } },
      { text: ' ', attributes: {} },
      { text: 'event', attributes: { code: true } },
      { text: ' ', attributes: {} },
      { text: 'task', attributes: { link: KEYED } },
    ]);
  });

  it('ends every line with a newline block of its own, so that no style bleeds into the next', () => {
    expect(toBlocks([heading('Why'), bullet('one'), bullet('two'), paragraph('end')])).toEqual([
      { text: 'Why', attributes: { bold: true } },
      { text: '\n', attributes: {} },
      { text: 'one', attributes: {} },
      { text: '\n', attributes: { list: { list: 'bullet' } } },
      { text: 'two', attributes: {} },
      { text: '\n', attributes: { list: { list: 'bullet' } } },
      { text: 'end', attributes: {} },
    ]);
  });

  it.each(['Acme\nInc', 'Acme\r\nInc', 'Acme\u2028Inc'])('keeps a text from outside on its line: %j', (name) => {
    expect(toBlocks([bullet(name)])[0]).toEqual({ text: 'Acme Inc', attributes: {} });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'not an address'])(
    'links to web pages only, not to %s',
    (url) => {
      expect(toBlocks([paragraph(link('here', url))])).toEqual([{ text: 'here', attributes: {} }]);
    },
  );

  it('never mentions anyone because of a text', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(readBlocks(toBlocks([paragraph(text(name), bold(name), link(name, KEYED))])).mentions).toEqual([]);
      }),
    );
  });
});

describe('a message that is too long', () => {
  const lines = Array.from({ length: 50 }, (_, index) => bullet(`${index} ${'x'.repeat(100)}`));

  it('stays as it is while it fits', () => {
    expect(fitted(lines, 10_000)).toBe(lines);
  });

  it('is cut at a line, and says so', () => {
    const cut = fitted(lines, 1_000);
    expect(plainText(cut).length).toBeLessThanOrEqual(1_000);
    expect(cut.slice(0, 8)).toEqual(lines.slice(0, 8));
    expect(plainText(cut.slice(-1))).toContain('shortened');
  });

  it('keeps the line with the key, without which it could not be found again', () => {
    const cut = fitted([...lines, paragraph(link('account', KEYED))], 1_000);
    expect(plainText(cut).length).toBeLessThanOrEqual(1_000);
    expect(carriesKey(readBlocks(toBlocks(cut)).links, 'acme:hard:3')).toBe(true);
  });

  it('is cut inside a line that alone is too long', () => {
    const cut = fitted([paragraph('y'.repeat(5_000))], 1_000);
    expect(plainText(cut)).toMatch(/^y{900,}…\n… shortened/);
  });

  it('always fits, whatever it is made of', () => {
    const words = fc.integer({ min: 0, max: 300 }).map((length) => text('x'.repeat(length)));
    const line = fc.record({
      kind: fc.constantFrom('paragraph' as const, 'bullet' as const, 'heading' as const),
      spans: fc.array(words, { maxLength: 4 }),
    });
    const keyed = fc.integer({ min: 1, max: 300 }).map((length) => paragraph(link('k'.repeat(length), KEYED)));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), keyed, fc.nat(), (lines, withKey, where) => {
        const place = where % (lines.length + 1);
        const message = [...lines.slice(0, place), withKey, ...lines.slice(place)];
        const fit = fitted(message, 800);
        expect(plainText(fit).length).toBeLessThanOrEqual(800);
        expect(fit).toContain(withKey);
      }),
    );
  });
});

describe('a key', () => {
  it.each([
    ['exactly', [KEYED], true],
    ['with another behind it', [`${KEYED}1`], false],
    ['cut short', [KEYED.slice(0, -1)], false],
    ['percent-encoded on the way', [KEYED.replace('acme:', 'acme%3A')], true],
    ['escaped in Markdown', [`[x](${KEYED.replace('fvm-acme', 'fvm\\-acme')})`], true],
    ['that is no valid encoding', ['https://app.clickup.com/t/1#fvm-%E0%A4%A', KEYED], true],
    ['nowhere', ['https://app.clickup.com/t/86abc12de'], false],
  ])('is found %s', (_, addresses, found) => {
    expect(carriesKey(addresses, 'acme:hard:3')).toBe(found);
  });
});
