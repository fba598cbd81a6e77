import { grouped } from '../../monitor/words.ts';

/** A piece of markup that is safe to send: only `html` makes one, so whatever is not markup of ours has been escaped. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  /**
   * Every value is escaped unless it is markup already; nothing is written for null and false, lists are written one by one. Numbers
   * in text are written for people (`1,234`), those in attributes as they are.
   */
  static from(literals: readonly string[], values: readonly HtmlValue[]): Html {
    let isAttribute = false;
    const parts = literals.map((literal, index) => {
      isAttribute = endsInAttribute(literal, isAttribute);
      return `${literal}${markupOf(values[index], isAttribute ? String : grouped)}`;
    });
    return new Html(parts.join(''));
  }

  toString(): string {
    return this.#markup;
  }
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/** Template tag for pages. Attributes must be quoted; text of any origin may stand in both. */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.from(literals, values);
}

/** Whether what comes behind this literal stands in an attribute; `before`: whether the literal did. */
function endsInAttribute(literal: string, before: boolean): boolean {
  const quote = literal.lastIndexOf('"');
  return quote === -1 ? before : literal[quote - 1] === '=';
}

function markupOf(value: HtmlValue, write: (figure: number) => string): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string') return escapeHtml(value);
  return typeof value === 'number' ? write(value) : value.map((each) => markupOf(each, write)).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** A link to another site, if its address is one that a browser may simply follow; else the words alone. */
export function outsideLink(url: string | null, words: string): Html {
  const isWebAddress = url !== null && /^https?:\/\//i.test(url);
  return isWebAddress ? html`<a href="${url}" rel="noreferrer">${words}</a>` : html`${words}`;
}
