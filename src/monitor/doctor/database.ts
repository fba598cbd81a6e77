import { plural } from '../words.ts';
import { type Check, ok } from './finding.ts';

export const checkDatabase: Check = async ({ store }) => [
  ok('database', `${plural(await store.accounts.count(), 'account')} known`),
];
