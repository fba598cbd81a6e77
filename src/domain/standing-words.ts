import type { Assessment, BlindReason, WorkspaceUnread } from './assessment.ts';

type Standing = Pick<
  Assessment,
  | 'state'
  | 'blind'
  | 'day'
  | 'steps'
  | 'openStep'
  | 'daysStuck'
  | 'activeDays'
  | 'late'
  | 'eventCount'
  | 'trialDaysLeft'
  | 'daysToValue'
  | 'reachedByHand'
>;

/** The state of an account as a short phrase for people, to be set after its name: `stalled on “First report” for 12 days`. */
export function stateInWords(standing: Standing): string {
  switch (standing.state) {
    case 'excluded':
      return 'left out of all figures';
    case 'reached':
      return `first value reached on day ${standing.daysToValue ?? 0}${standing.reachedByHand ? ', recorded by hand' : ''}`;
    case 'left':
      return 'left before first value';
    case 'paused':
      return `paused${onStep(standing)}`;
    case 'blind':
      return `not visible: ${standing.blind === null ? 'no data' : blindnessInWords(standing.blind)}`;
    case 'fleet_hold':
      return 'held: most accounts went quiet together';
    case 'defining':
      return `waiting for a plan to be approved${startInWords(standing)}`;
    case 'early_alert':
      return standing.eventCount === 0 ? `nothing heard by day ${standing.day}` : `no core use by day ${standing.day}`;
    case 'gone_dark':
      return `gone dark${onStep(standing)}${waitInWords(', no progress', standing)}`;
    case 'trial_risk':
      return `too far from first value for the ${days(standing.trialDaysLeft)} left of the trial`;
    case 'stalled':
      return `stalled${onStep(standing)}${waitInWords('', standing)}`;
    case 'soft_signal':
      return `${slownessInWords(standing)}${onStep(standing)}${waitInWords(', no progress', standing)}`;
    case 'on_track':
      return `on track${startInWords(standing)}`;
  }
}

function onStep({ steps, openStep }: Standing): string {
  const step = openStep === null ? undefined : steps[openStep];
  return step === undefined ? '' : ` on “${step.name}”`;
}

function slownessInWords({ activeDays, late }: Standing): string {
  if (activeDays === 0) return 'quiet';
  return late ? 'in use but late' : 'in use but slow';
}

/** An account may be late on the very day of its last progress: then there is no wait to speak of. */
function waitInWords(of: string, { daysStuck }: Standing): string {
  return daysStuck === null || daysStuck === 0 ? '' : `${of} for ${days(daysStuck)}`;
}

function startInWords({ day }: Standing): string {
  return day < 0 ? `, starts in ${days(-day)}` : '';
}

/** Why an account cannot be seen, as half a sentence. */
export function blindnessInWords(reason: BlindReason): string {
  switch (reason.kind) {
    case 'no_account_id':
      return 'its account id is not filled in';
    case 'nothing_ever_sent':
      return 'no source has sent any event yet';
    case 'stale_source':
      return `“${reason.source}” has gone silent`;
    case 'likely_other_id':
      return likelyIdsInWords(reason.candidates);
    case 'workspace_unread':
      return WORKSPACE_UNREAD[reason.because];
  }
}

const WORKSPACE_UNREAD: Readonly<Record<WorkspaceUnread, string>> = {
  no_workspace: 'its milestone is looked for in ClickUp, and its task names no workspace',
  not_read_yet: 'its workspace in ClickUp was not read yet',
  out_of_sight: 'its workspace in ClickUp cannot be seen',
};

function likelyIdsInWords(candidates: readonly string[]): string {
  const [first, ...others] = candidates;
  if (first === undefined) return 'nothing came for its id, and many ids that were sent belong to no account';
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `nothing came for its id, but “${first}”${more} looks like it`;
}

function days(count: number | null): string {
  return count === 1 ? '1 day' : `${count ?? 0} days`;
}
