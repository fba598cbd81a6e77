/**
 * A text from outside on one line: line ends of any kind would end a bullet, a heading or a bold run. Marks that turn the direction of
 * writing are left out: what stands behind them would be read backwards.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .toWellFormed();
}

/** The address in its normal form; null for anything but http and https, which no message of ours may link to. */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
