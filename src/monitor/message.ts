/**
 * What the agent writes, before any outside system's own form: lines of spans. Names and texts from outside stand in it as
 * plain data; whoever posts it escapes them, so a customer's name can never become a mention or markup.
 */
export type Span =
  | { readonly kind: 'text'; readonly text: string; readonly bold?: boolean; readonly code?: boolean }
  | { readonly kind: 'mention'; readonly userId: number; readonly name: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

export interface Line {
  readonly kind: 'paragraph' | 'bullet' | 'heading';
  readonly spans: readonly Span[];
}

export type Message = readonly Line[];

/** Before a key in a link's address: makes a write findable again without a word that people read (CONTRACT section 7, Keys). */
export const KEY_MARK = '#fvm-';

export const text = (value: string): Span => ({ kind: 'text', text: value });
export const bold = (value: string): Span => ({ kind: 'text', text: value, bold: true });
export const code = (value: string): Span => ({ kind: 'text', text: value, code: true });
export const mention = (person: { readonly id: number; readonly name: string }): Span => ({
  kind: 'mention',
  userId: person.id,
  name: person.name,
});
export const link = (label: string, url: string): Span => ({ kind: 'link', text: label, url });

const asSpans = (parts: readonly (Span | string)[]): readonly Span[] =>
  parts.map((part) => (typeof part === 'string' ? text(part) : part));

export const paragraph = (...parts: readonly (Span | string)[]): Line => ({ kind: 'paragraph', spans: asSpans(parts) });
export const bullet = (...parts: readonly (Span | string)[]): Line => ({ kind: 'bullet', spans: asSpans(parts) });
export const heading = (...parts: readonly (Span | string)[]): Line => ({ kind: 'heading', spans: asSpans(parts) });

/** The message as people would read it, without markup: for logs, `--dry-run` and tests. */
export function plainText(message: Message): string {
  const spanText = (span: Span): string => (span.kind === 'mention' ? `@${span.name}` : span.text);
  return message.map((line) => `${line.kind === 'bullet' ? '• ' : ''}${line.spans.map(spanText).join('')}`).join('\n');
}
