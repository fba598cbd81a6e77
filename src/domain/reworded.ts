/** What an alert advises, in words: two or three moves, and a message that its CSM could send. */
export interface Advice {
  readonly moves: readonly string[];
  readonly message: string;
}

/** The playbook's words as they were, and the words that took their place. */
export interface Reworded {
  readonly from: Advice;
  readonly to: Advice;
}

const FIGURE = /\p{Nd}+/gu;

/** Every run of digits, in order. */
export const digitsIn = (text: string): readonly string[] => text.match(FIGURE) ?? [];

/**
 * The words to show where the playbook says `now`: the other words, with the figures of today; the playbook's own where it advises
 * something else by now, or where it cannot be told which figure took the place of which.
 */
export function adviceNow(reworded: Reworded | null, now: Advice): Advice {
  if (reworded === null) return now;
  const before = textsOf(reworded.from);
  const today = textsOf(now);
  const texts = textsOf(reworded.to).map((text, at) => withFiguresOf(before[at] ?? '', today[at] ?? '', text));
  const found = texts.filter((text) => text !== null);
  if (found.length !== today.length) return now;
  return { moves: found.slice(0, -1), message: found.at(-1) ?? '' };
}

const textsOf = ({ moves, message }: Advice): readonly string[] => [...moves, message];

/** `text` took the place of `before`, and `before` has become `today`. Null: what that makes of the text cannot be told. */
function withFiguresOf(before: string, today: string, text: string): string | null {
  if (before === today) return text;
  if (frameOf(before) !== frameOf(today)) return null;
  const figures = digitsIn(today);
  const newer = new Map<string, string>();
  for (const [at, figure] of digitsIn(before).entries()) {
    const value = figures[at] ?? figure;
    if ((newer.get(figure) ?? value) !== value) return null;
    newer.set(figure, value);
  }
  return inNumber(text.replace(FIGURE, (figure) => newer.get(figure) ?? figure));
}

/** “1 day” and “2 days” are the same words about other figures. */
const frameOf = (text: string): string => text.replace(FIGURE, '0').replace(/\b0 days?\b/g, '0 days');

const inNumber = (text: string): string =>
  text.replace(/\b(\d+) days?\b/g, (_, count: string) => (count === '1' ? '1 day' : `${count} days`));
