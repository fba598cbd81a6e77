import { reasonInWords } from '../../src/domain/reason-words.ts';

describe('why an alert is not with its CSM', () => {
  it.each([
    ['out_of_hours', 'outside the CSM’s hours'],
    ['over_budget', 'the CSM’s alerts for today are used up'],
    ['no_active_owner', 'nobody is there to take it'],
    ['refused_by_clickup', 'ClickUp refused it; the next sweep tries anew'],
    ['snoozed', 'alerts of this account are snoozed'],
    ['confirming', 'the verdict has to stand on one more date'],
    ['cooling_down', 'the last alert was closed only days ago, and nothing is worse since'],
    ['fleet_hold', 'most accounts went quiet together, so no new alert is raised'],
  ])('%s reads “%s”', (code, words) => {
    expect(reasonInWords(code)).toBe(words);
  });

  it('is still readable for a code that has no words yet', () => {
    expect(reasonInWords('held_by_the_lead')).toBe('held by the lead');
  });
});
