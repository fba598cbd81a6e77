/** Names in a text that somebody else wrote, a model say: who is named nowhere in the facts was invented, or is nobody's business. */

/** Words that stand before a person's name or are what a person does: “Sarah should …”. */
const PERSON_VERBS =
  /^(?:should|will|would|must|can|could|may|said|says|asked|asks|wants|thinks|knows|owns|leads|told|agreed|approved|promised|confirmed|needs)$/;
/** With these as the subject such a verb says nothing of a person who is named. */
const SUBJECTS =
  /^(?:it|they|this|that|these|those|there|we|you|nobody|nothing|everything|everybody|somebody|someone|one|who|what|which|i|progress|people|users|colleagues|customers|usage|your|their)$/;
const ALWAYS: ReadonlySet<string> = new Set(['i', 'csm', 'ok', 'ui', 'api', 'id']);
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const CAPITAL = /^\p{Lu}/u;

/**
 * Words with a capital that stand in none of the known texts: inside a sentence any of them, at its beginning (where every word has
 * one) those that a person's verb follows.
 */
export function namesNotIn(text: string, known: readonly string[]): readonly string[] {
  const allowed = new Set(known.flatMap((each) => each.toLowerCase().match(WORD) ?? []));
  const isKnown = (word: string): boolean => allowed.has(word.toLowerCase()) || ALWAYS.has(word.toLowerCase());
  const names = sentencesOf(text).flatMap((words) => words.filter((word, at) => isName(words, at) && !isKnown(word)));
  return [...new Set(names)];
}

const sentencesOf = (text: string): readonly (readonly string[])[] =>
  text.split(/(?<=[.!?:;…])\s+|[“”"«»()]\s*/u).map((sentence) => sentence.match(WORD) ?? []);

function isName(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  if (!CAPITAL.test(word)) return false;
  if (at > 0) return true;
  const next = words[1] ?? '';
  return PERSON_VERBS.test(next) && !SUBJECTS.test(word.toLowerCase());
}
