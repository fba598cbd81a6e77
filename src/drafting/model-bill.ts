import type { ChatMessage, Reply } from './model-client.ts';

/** US dollars for a million tokens. */
export interface Prices {
  readonly inUsd: number;
  readonly outUsd: number;
}

/** What one piece of writing has used so far. */
export interface Bill {
  requests: number;
  tokensIn: number;
  tokensOut: number;
}

export const newBill = (): Bill => ({ requests: 0, tokensIn: 0, tokensOut: 0 });

/** Where a server does not count: about four characters of English are a token. */
const CHARACTERS_A_TOKEN = 4;
const MILLION = 1_000_000;

/** Adds one call. What was cut off or timed out may be charged all the same, so what was sent is counted. */
export function charge(bill: Bill, messages: readonly ChatMessage[], reply: Reply): void {
  const sent = reply.kind === 'answered' || reply.sent;
  bill.requests += 1;
  bill.tokensIn += reply.tokens?.in ?? (sent ? tokensOf(messages.map(({ content }) => content).join('')) : 0);
  bill.tokensOut += reply.tokens?.out ?? (reply.kind === 'answered' ? tokensOf(reply.text) : 0);
}

const tokensOf = (text: string): number => Math.ceil(text.length / CHARACTERS_A_TOKEN);

/** Estimated: servers that charge less for repeated beginnings are cheaper than this. Null: no prices are known. */
export function costUsd({ tokensIn, tokensOut }: Bill, prices: Prices | null): number | null {
  return prices === null ? null : (tokensIn * prices.inUsd + tokensOut * prices.outUsd) / MILLION;
}
