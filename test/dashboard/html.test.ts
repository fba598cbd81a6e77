import fc from 'fast-check';
import { html, outsideLink } from '../../src/dashboard/views/html.ts';

describe('a page template', () => {
  it('escapes text in content and in attributes', () => {
    expect(html`<a title="${`"'<&>`}">${'<b>'}</a>`.toString()).toBe(
      '<a title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;</a>',
    );
  });

  it('keeps markup of its own, once escaped and no more', () => {
    expect(html`<p>${html`<b>${'a & b'}</b>`}</p>`.toString()).toBe('<p><b>a &amp; b</b></p>');
  });

  it('writes lists one by one, and nothing for null, undefined and false', () => {
    expect(html`${['<', html`<i></i>`, 0, null]}${null}${undefined}${false}`.toString()).toBe('&lt;<i></i>0');
  });

  it('groups the digits of numbers that are read, and of none in an attribute', () => {
    const figures = [1_234_567.25, html`<b>${-1000}</b>`];
    expect(html`<a x="${1234} ${5678}" y="a">${figures}, ${999}</a><i z="${1234}"/>${1234}`.toString()).toBe(
      '<a x="1234 5678" y="a">1,234,567.25<b>-1,000</b>, 999</a><i z="1234"/>1,234',
    );
  });

  it('lets no text of any origin become markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`${text}`.toString()).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('a link to elsewhere', () => {
  it.each(['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', '//evil.example', '/x', ''])(
    'is words only for the address %s',
    (url) => {
      expect(outsideLink(url, 'task').toString()).toBe('task');
    },
  );

  it('leads to web addresses', () => {
    expect(outsideLink('https://app.clickup.com/t/1?a="b"', '<task>').toString()).toBe(
      '<a href="https://app.clickup.com/t/1?a=&quot;b&quot;" rel="noreferrer">&lt;task&gt;</a>',
    );
    expect(outsideLink(null, 'task').toString()).toBe('task');
  });
});
