/** What makes a model's text unfit to stand, as one plain sentence, in a message of ours: code decides, whatever the text says. */

interface Fault {
  readonly sign: RegExp;
  readonly says: string;
}

const FAULTS: readonly Fault[] = [
  { sign: /[\r\n\u0085\u2028\u2029]/, says: 'has line breaks: write one paragraph' },
  // Invisible and direction-changing characters make people read another text than the one that is stored.
  { sign: /(?![\r\n])[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u, says: 'has invisible characters: leave them out' },
  { sign: /[@＠]/, says: 'mentions somebody or holds an e-mail address: write no @' },
  { sign: /:\/\/|\bwww\.|\b[\w-]+\.[a-z]{2,}(?:\/|\b)/i, says: 'holds a link: write none' },
  { sign: /[*`#<>[\]{}|~\\]|(?<![a-z0-9])_|_(?![a-z0-9])|&#?\w+;/i, says: 'has markup: write plain words' },
];

/** One sentence for each fault, none for a text that is fit. `what` names the text, `longest` counts characters. */
export function textFaults(what: string, text: string, longest: number): readonly string[] {
  if (text.trim() === '') return [`${what} is empty: write it`];
  const long = text.length > longest ? [`${what} has ${text.length} characters: write ${longest} at most`] : [];
  return [...long, ...FAULTS.filter(({ sign }) => sign.test(text)).map(({ says }) => `${what} ${says}`)];
}
