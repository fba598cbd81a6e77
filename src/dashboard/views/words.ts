import type { State } from '../../domain/assessment.ts';
import { DAY_MS } from '../../domain/duration.ts';
import type { AccountDetailJson, AccountJson, AlertJson, BlindJson } from '../../monitor/account-json.ts';
import { dayInWords, momentInWords, plural } from '../../monitor/words.ts';
import { type Html, html } from './html.ts';

/** How the dashboard names what the JSON says. */

export const STATE_NAMES: Readonly<Record<State, string>> = {
  defining: 'Defining',
  reached: 'Reached',
  excluded: 'Excluded',
  left: 'Left',
  paused: 'Paused',
  blind: 'Not visible',
  fleet_hold: 'Held',
  early_alert: 'Early alert',
  gone_dark: 'Gone dark',
  trial_risk: 'Trial at risk',
  stalled: 'Stalled',
  soft_signal: 'Soft signal',
  on_track: 'On track',
};

/** What a state calls for, by which it is coloured: the words always stand beside the colour. */
export const TONES: Readonly<Record<State, 'bad' | 'warn' | 'good' | 'quiet'>> = {
  defining: 'quiet',
  reached: 'good',
  excluded: 'quiet',
  left: 'quiet',
  paused: 'quiet',
  blind: 'quiet',
  fleet_hold: 'quiet',
  early_alert: 'bad',
  gone_dark: 'bad',
  trial_risk: 'bad',
  stalled: 'bad',
  soft_signal: 'warn',
  on_track: 'good',
};

export const stateBadge = (state: State): Html =>
  html`<span class="badge ${TONES[state]}">${STATE_NAMES[state]}</span>`;

/** `12 days behind`; a day more or less is on pace. */
export function paceInWords({ days_behind: behind }: AccountJson): string {
  if (behind === null) return '–';
  const days = Math.round(Math.abs(behind));
  if (days === 0) return 'on pace';
  return `${plural(days, 'day')} ${behind > 0 ? 'behind' : 'ahead'}`;
}

/** Where an alert went, and why it went nowhere yet. */
export function deliveryInWords({ delivery, reason_in_words: reason }: AlertJson): string {
  const because = reason === null ? '' : `: ${reason}`;
  switch (delivery) {
    case 'task':
      return 'ClickUp task';
    case 'comment':
      return 'comment on the account task';
    case 'digest':
      return `in the digest${because}`;
    case 'held':
      return `held back${because}`;
  }
}

/** What to do about an account that cannot be seen. */
export function blindWayOut(blind: BlindJson): string {
  switch (blind.kind) {
    case 'no_account_id':
      return 'Fill in the account id on the ClickUp task: it is the id that the product sends as group id.';
    case 'nothing_ever_sent':
      return 'No source has ever sent an event: connect the product’s event stream.';
    case 'stale_source':
      return `Find out why “${blind.source}” stopped sending; until then nothing is said about this account.`;
    case 'likely_other_id':
      return blind.candidates.length === 0
        ? 'Check the account id: many ids that the product sends belong to no account.'
        : `Check the account id: the product also sends ${blind.candidates.map((id) => `“${id}”`).join(', ')}.`;
    case 'workspace_unread':
      return blind.because === 'not_read_yet'
        ? 'Nothing yet: its workspace in ClickUp is read within a few minutes.'
        : 'Write the id of its list, folder or space on the ClickUp task, and let the agent’s seat see that place.';
    case 'shared_account_id':
      return `Give each task its own account id: “${blind.judged}” has this one too, and had it first.`;
  }
}

/** A date of the JSON with its machine-readable form; a dash for none. */
export function day(iso: string | null): Html {
  return iso === null ? html`–` : html`<time datetime="${iso}">${dayInWords(Date.parse(iso) / DAY_MS)}</time>`;
}

/** An instant on the clock of `zone`. */
export function momentIn(iso: string | null, zone: string): Html {
  return iso === null ? html`–` : html`<time datetime="${iso}">${momentInWords(Date.parse(iso), zone)}</time>`;
}

/** Why events are no evidence. */
export const EXCLUSION_NAMES: Readonly<Record<AccountDetailJson['excluded'][number]['why'], string>> = {
  event_name: 'left out by the settings',
  user_id: 'by a user whom the settings leave out',
  internal: 'by colleagues',
  bot: 'by bots',
  api_key: 'by keys and service accounts',
  impersonation: 'by colleagues in a customer’s place',
  sandbox: 'in a sandbox',
  test: 'tests',
  own_team: 'in ClickUp, not by a guest',
};
