import { type Html, html } from './html.ts';

/** The parts of a form that filters a page by what stands in the address. */

export type Option = readonly [value: string, words: string];

/** What is chosen stays choosable, even where nothing has it any more. `all`: the words for no choice; null: there must be one. */
export function choice(
  name: string,
  label: string,
  chosen: string,
  options: readonly Option[],
  all: string | null = 'all',
): Html {
  const isKnown = chosen === '' || options.some(([value]) => value === chosen);
  const offered: readonly Option[] = [
    ...(all === null ? [] : [['', all] as const]),
    ...options,
    ...(isKnown ? [] : [[chosen, chosen] as const]),
  ];
  return html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}">${offered.map(
    ([value, words]) => html`<option value="${value}"${value === chosen && html` selected`}>${words}</option>`,
  )}</select></div>`;
}

export function dateField(name: string, label: string, value: string): Html {
  return html`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" type="date" value="${value}"></div>`;
}
