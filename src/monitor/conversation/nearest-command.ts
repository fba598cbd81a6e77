/** The commands that answer questions. */
export type Nearest = 'status' | 'why' | 'stuck' | 'help';

/** In order: what asks for several accounts is no question about this one, and what asks for reasons asks for more than a state. */
const RULES: readonly (readonly [Nearest, RegExp])[] = [
  [
    'stuck',
    /\b(?:which|what|list|show|all|any|other)\b.*\b(?:accounts|customers|clients)\b|\b(?:my|our) (?:accounts|customers|clients)\b/,
  ],
  [
    'why',
    /\b(?:why|how come|reasons?|because|evidence|proof|prove|receipts?|explain|how do you know|based on|alert(?:ed|ing)?)\b/,
  ],
  ['help', /\b(?:what|which) (?:can|do|could) (?:you|i)\b|\bhow (?:do|can|should) (?:you|i)\b|\bcommands?\b/],
  [
    'status',
    /\b(?:status|standing|state|progress|progressing|stuck|blocked|blocking|stalled|on track|behind|late|activity|active|update|news)\b/,
  ],
  [
    'status',
    /\b(?:how|where) (?:are|is|do|does|far)\b|\bhow (?:it|they|things)\b|\bhow[’']s\b|\bwhat(?:[’']s| is| has) (?:up|new|happening|going|missing|left|next|changed|happened)\b/,
  ],
  [
    'status',
    /\b(?:have|has|did|will|can|do|does|are|is|when|what)\b.*\b(?:reach|reached|value|milestone|step|plan|target|goal|use|using|day|days)\b/,
  ],
];

/** Who needs more characters asks for several things; the patterns above take the square of the length. */
const LONGEST_QUESTION = 1_000;

/** The command whose answer comes nearest to a question, by its words; `help` where none does. */
export function nearestCommand(question: string): Nearest {
  const words = question.slice(0, LONGEST_QUESTION).toLowerCase().replaceAll(/\s+/g, ' ');
  return RULES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'help';
}
