import type { Page } from 'playwright-core';

/** What a page prints: its words, dates and instants as its markup has them (`2026-10-17`), pictures left out. */
export interface Printed {
  readonly leads: readonly string[];
  readonly hints: readonly string[];
  readonly foot: string;
  /** The chips above the list, one text each. */
  readonly chips: readonly string[];
  /** Terms with what stands beside them, from every list of facts and tiles. */
  readonly facts: Readonly<Record<string, string>>;
  /** By the id of the heading: rows as texts by the name of the column. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  /** By the id of the heading: list entries, and what folds open. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
  readonly folds: Readonly<Record<string, readonly string[]>>;
  /** By the id of the heading: what stands under it. */
  readonly sections: Readonly<Record<string, string>>;
  /** What each bar of the histogram is called. */
  readonly bars: readonly string[];
}

export const printedOn = (page: Page): Promise<Printed> => page.evaluate<Printed>(READ);

const READ = `(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const wordsOf = (element) => {
    const copy = element.cloneNode(true);
    for (const time of all('time[datetime]', copy)) time.textContent = time.getAttribute('datetime');
    for (const picture of all('svg', copy)) picture.remove();
    const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    const words = [];
    while (texts.nextNode()) words.push(texts.currentNode.textContent);
    return words.join(' ').replace(/\\s+/g, ' ').trim();
  };
  const each = (selector, within) => all(selector, within).map(wordsOf);
  const sections = all('section[aria-labelledby]').map((section) => [section.getAttribute('aria-labelledby'), section]);
  const bySection = (read) => Object.fromEntries(sections.map(([id, section]) => [id, read(section)]));
  const rowOf = (row) => Object.fromEntries([...row.children].map((cell) => [cell.dataset.label, wordsOf(cell)]));
  return {
    leads: each('main p.lead'),
    hints: each('main p.hint'),
    foot: each('main p.foot').join(' '),
    chips: each('ul.chips a'),
    facts: Object.fromEntries(all('dl > div').map((pair) => [wordsOf(pair.querySelector('dt')), wordsOf(pair.querySelector('dd'))])),
    tables: bySection((section) => all('tbody tr', section).map(rowOf)),
    entries: bySection((section) => each('li', section)),
    folds: bySection((section) => each('summary', section)),
    sections: bySection(wordsOf),
    bars: all('section[aria-labelledby=histogram] svg a').map((bar) => bar.getAttribute('aria-label')),
  };
})()`;

/** A figure of a page beside that of the data route. */
export interface Pair {
  readonly what: string;
  readonly printed: readonly string[];
  readonly answered: readonly string[];
}

const FIGURES = /\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|\d{4}-\d\d(?!\d)|[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/g;

export const figuresIn = (text: string): readonly string[] =>
  [...text.matchAll(FIGURES)].map(([figure]) => figure.replace('−', '-').replaceAll(',', ''));

type Figure = number | string | null | false;

/** The figures in a text, beside those that it should have: null and false stand for none. */
export function pair(what: string, text: string | undefined, ...answered: readonly Figure[]): Pair {
  return {
    what,
    printed: text === undefined ? ['nothing is printed'] : figuresIn(text),
    answered: answered.filter((figure) => figure !== null && figure !== false).map(String),
  };
}

/** Whole texts beside each other. */
export const sameWords = (what: string, text: string | undefined, answered: string): Pair => ({
  what,
  printed: [text ?? 'nothing is printed'],
  answered: [answered.replaceAll(/\s+/g, ' ').trim()],
});

/** As pages print a share. */
export const percentOf = (share: number | null): number | null => (share === null ? null : Math.round(share * 100));
