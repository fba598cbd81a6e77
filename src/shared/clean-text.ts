/** Text or a number as text, trimmed, as both databases keep it; null when there is none. Numbers are ids too. */
export function cleanText(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  // PostgreSQL refuses the character NUL, and halves of surrogate pairs become something else in either database.
  const clean = typeof text === 'string' ? text.replaceAll('\0', '').toWellFormed().trim() : '';
  return clean === '' ? null : clean;
}
