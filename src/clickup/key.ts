import { KEY_MARK } from '../monitor/message.ts';

/** Finding our own keys again (CONTRACT section 7, Keys): they stand after the mark in a link's address. */

/** Whether one of these link addresses carries exactly this key. */
export function carriesKey(addresses: readonly string[], key: string): boolean {
  return addresses.some((address) => keysIn(address).includes(key));
}

export function carriesAnyKey(address: string): boolean {
  return address.includes(KEY_MARK);
}

const KEYS = new RegExp(`${KEY_MARK}([^\\s()<>[\\]"'\`]+)`, 'g');

/** The keys in a text of links, such as a description in Markdown; ClickUp may have escaped them on the way. */
export function keysIn(text: string): readonly string[] {
  const found = text.replaceAll('\\', '').matchAll(KEYS);
  return [...found].map((match) => decoded(match[1] ?? ''));
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
