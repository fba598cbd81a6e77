/** Why an alert is not (or not yet) with its CSM, for people; the codes are those that are stored. */
const REASONS: Readonly<Record<string, string>> = {
  out_of_hours: 'outside the CSM’s hours',
  over_budget: 'the CSM’s alerts for today are used up',
  no_active_owner: 'nobody is there to take it',
  refused_by_clickup: 'ClickUp refused it; the next sweep tries anew',
  snoozed: 'alerts of this account are snoozed',
  confirming: 'the verdict has to stand on one more date',
  cooling_down: 'the last alert was closed only days ago, and nothing is worse since',
  fleet_hold: 'most accounts went quiet together, so no new alert is raised',
};

export const reasonInWords = (reason: string): string => REASONS[reason] ?? reason.replaceAll('_', ' ');
