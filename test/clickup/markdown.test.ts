import { keysIn } from '../../src/clickup/key.ts';
import { toMarkdown } from '../../src/clickup/markdown.ts';
import { bold, bullet, code, heading, link, mention, paragraph } from '../../src/monitor/message.ts';

const plain = (text: string): string => toMarkdown([paragraph(text)]);

describe('a text from outside', () => {
  it.each([
    ['**x**[a](b)', '\\*\\*x\\*\\*\\[a\\](b)'],
    ['snake_case', 'snake\\_case'],
    ['`code`', '\\`code\\`'],
    ['@everyone', '\\@everyone'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['&lt;', '\\&lt;'],
    ['C:\\x', 'C:\\\\x'],
    ['a | b ~~c~~', 'a \\| b \\~\\~c\\~\\~'],
    ['# title', '\\# title'],
    ['- item', '\\- item'],
    ['+ item', '\\+ item'],
    ['=====', '\\====='],
    ['1. first', '1\\. first'],
    ['12) twelfth', '12\\) twelfth'],
    ['    indented', 'indented'],
    ['two\n\n# lines', 'two \\# lines'],
    ['https://evil.test', 'https\\://evil.test'],
    ['www.evil.test', 'www\\.evil.test'],
    ['lea@example.test', 'lea\\@example.test'],
    ['day 3.5 of 21 (late)', 'day 3.5 of 21 (late)'],
  ])('stays what it is: %j', (given, expected) => {
    expect(plain(given)).toBe(expected);
  });

  it('stays what it is inside a link, in bold and as a name', () => {
    const message = [
      paragraph(link('a](https://evil.test)', 'https://example.test/a'), bold('*x*'), mention({ id: 7, name: '<b>' })),
    ];
    expect(toMarkdown(message)).toBe('[a\\](https\\://evil.test)](https://example.test/a)**\\*x\\***\\<b\\>');
  });

  it('does not turn the link after it into a picture', () => {
    expect(toMarkdown([paragraph('Look!', link('here', 'https://example.test/'))])).toBe(
      'Look\\![here](https://example.test/)',
    );
  });

  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`x`', '`` `x` ``'],
    ['<b>@x', '`<b>@x`'],
  ])('stays what it is as code: %s', (given, expected) => {
    expect(toMarkdown([paragraph(code(given))])).toBe(expected);
  });
});

describe('a message as Markdown', () => {
  it('separates its lines so that none is taken into another', () => {
    const message = [
      heading('Where it stands'),
      paragraph('Day 12.'),
      bullet('one'),
      bullet('two'),
      paragraph(''),
      paragraph('end'),
    ];
    expect(toMarkdown(message)).toBe('## Where it stands\n\nDay 12.\n\n- one\n- two\n\nend');
  });

  it('keeps the spaces around bold words outside', () => {
    expect(toMarkdown([paragraph('a', bold(' b '), 'c', bold(' '), 'd')])).toBe('a **b** c d');
  });

  it.each(['javascript:alert(1)', 'nowhere'])('links to web pages only, not to %s', (url) => {
    expect(toMarkdown([paragraph(link('here', url))])).toBe('here');
  });

  it('writes an address so that nothing in it ends the link, and its key is found again', () => {
    const markdown = toMarkdown([paragraph(link('account', 'https://app.clickup.com/t/86a_b(c)#fvm-acme_1:hard'))]);
    expect(markdown).toBe('[account](https://app.clickup.com/t/86a%5Fb%28c%29#fvm-acme%5F1:hard)');
    expect(keysIn(markdown)).toEqual(['acme_1:hard']);
  });
});
