import { plural } from '../words.ts';
import { type Check, ok, warning } from './finding.ts';

export const checkDeliveries: Check = async ({ store }) => {
  const waiting = await store.outbox.waiting();
  const failing = waiting.filter(({ error }) => error !== null);
  if (failing.length === 0)
    return [ok('deliveries', waiting.length === 0 ? 'nothing waits' : `${plural(waiting.length, 'write')} on the way`)];
  const says = `${plural(failing.length, 'write')} to ClickUp failed and will be tried again; the last said: ${failing.at(-1)?.error}`;
  return [warning('deliveries', says, 'nothing is lost; mend what the message names')];
};
