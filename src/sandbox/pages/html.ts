/** Markup that is safe to send: made only by `html`, which escapes every value that is not itself markup. */
export interface Html {
  readonly markup: string;
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/** A template tag: text in it is markup, values are escaped. Lists are joined; null, undefined and false leave nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const markup = parts.reduce((made, part, index) => made + render(values[index - 1]) + part);
  return { markup };
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  if (isList(value)) return value.map(render).join('');
  return value.markup;
}

function isList(value: Html | readonly HtmlValue[]): value is readonly HtmlValue[] {
  return Array.isArray(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** A link, if its address is of a harmless kind; else only its words, so that no `javascript:` address is ever clickable. */
export function link(address: string, words: HtmlValue): Html {
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return html`${words}`;
  return html`<a href="${address}" rel="noopener noreferrer nofollow">${words}</a>`;
}

/** A colour from outside, or a neutral one: nothing else may stand in a style attribute. */
export function colour(value: string): string {
  return /^#[0-9a-f]{3,8}$/i.test(value) ? value : '#87909e';
}
