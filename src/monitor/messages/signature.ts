import type { Account } from '../../domain/account.ts';
import { type Span, text } from '../message.ts';
import { keyedLink } from '../outbox.ts';

/** How a message about an account ends: who speaks, and the link that carries its key. */
export const signature = (account: Account, key: string): readonly Span[] => [
  text('First Value Monitor, an agent · '),
  account.taskUrl === null ? text(account.name) : keyedLink('account', account.taskUrl, key),
];
