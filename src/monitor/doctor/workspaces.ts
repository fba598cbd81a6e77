import type { WorkspacesOverview } from '../act-store.ts';
import { momentInWords, plural } from '../words.ts';
import { type Check, type Finding, ok, warning } from './finding.ts';

/** How far the acts of guests in the accounts' workspaces are known: what was not read must not be taken for silence. */
export const checkWorkspaces: Check = async ({ store, rules }) => {
  const [places, talk] = [await store.acts.overview(), await store.acts.talkState()];
  const { read, unread, outOfSight, shared } = places;
  if (read + unread + outOfSight.length === 0) return [ok('workspaces', NONE)];
  const zone = rules.zones.standard ?? 'utc';
  const since = places.oldest === null ? '' : `, none longer ago than ${momentInWords(places.oldest, zone)}`;
  const waiting = unread === 0 ? '' : `; ${unread} not read yet`;
  const comments = `comments of ${plural(talk.tasks - talk.unread, 'task')} read${talk.unread === 0 ? '' : `, ${talk.unread} to come`}`;
  const says = `ClickUp activity of ${plural(read, 'account')} read${since}${waiting}; ${comments}`;
  return [ok('workspaces', says), ...hidden(places), ...shared.map(sharedPlace)];
};

const NONE = 'no account names one, so nothing that customers do in ClickUp is taken in';
const SHOWN = 5;
const inWords = (names: readonly string[]): string =>
  names.slice(0, SHOWN).join(', ') + (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '');

function hidden({ outOfSight }: WorkspacesOverview): readonly Finding[] {
  if (outOfSight.length === 0) return [];
  const wayOut = 'correct the ids on these account tasks, and share the places with the agent’s seat';
  return [warning('workspaces', `not there, or hidden from the agent: those of ${inWords(outOfSight)}`, wayOut)];
}

const sharedPlace = ({ placeId, accounts }: WorkspacesOverview['shared'][number]): Finding =>
  warning(
    'workspaces',
    `${inWords(accounts)} name the same place, ${placeId}`,
    'give each a list or folder of its own, or list each customer’s e-mail domain: what a guest of neither does belongs to nobody',
  );
