/** Takes out of texts what tells people apart, before a text leaves the machine. */

const EMAIL = /[\p{L}\p{N}._%+'-]{1,128}[@＠][\p{L}\p{N}.-]+/gu;
const MENTION = /[@＠][\p{L}\p{N}][\p{L}\p{N}._-]*/gu;
const PHONE = /\+\d[\d ()./-]{6,}\d/g;
const LONG_NUMBER = /\d{9,}/g;
const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}_-]{6,}[\p{L}\p{N}]/gu;
/** `86abc12de` changes between letters and digits this often; words such as `ISO27001` do not. */
const CHANGES_OF_AN_ID = 3;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Without e-mail addresses. */
export function withoutAddresses(text: string): string {
  return text.replace(EMAIL, '[e-mail]');
}

/** A free text without e-mail addresses, mentions, telephone numbers, ids, and the names given, such as the customer's own. */
export function withoutIdentities(text: string, names: readonly string[] = []): string {
  const plain = withoutAddresses(text)
    .replace(MENTION, '[somebody]')
    .replace(PHONE, '[number]')
    .replace(TOKEN, (token) => (looksLikeAnId(token) ? '[id]' : token))
    .replace(LONG_NUMBER, '[id]');
  return names.filter((name) => name.trim().length > 1).reduce(withoutName, plain);
}

function looksLikeAnId(token: string): boolean {
  if (DATE.test(token)) return false;
  const kinds = [...token].flatMap((each) => (/\p{N}/u.test(each) ? ['digit'] : /\p{L}/u.test(each) ? ['letter'] : []));
  return kinds.filter((kind, at) => at > 0 && kind !== kinds[at - 1]).length >= CHANGES_OF_AN_ID;
}

function withoutName(text: string, name: string): string {
  const escaped = name.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu'), 'the customer');
}
