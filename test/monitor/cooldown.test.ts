import type { Account } from '../../src/domain/account.ts';
import type { AlertRecord } from '../../src/monitor/alert-store.ts';
import { onDay } from '../domain/builders.ts';
import { openTalkWithoutAccount, type Talk } from './conversation/talk.ts';
import { openAlert } from './read-world.ts';
import { addQuiet, type Sweeping, sweeping } from './sweeping.ts';

/** METHOD section 6, Firing: after closing, silent for `cooldown_days` (7 here) unless the state worsens. */
describe('the days after an alert was closed', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  let quiet: Account;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk);
    quiet = await addQuiet(talk, 'quiet');
  });
  afterEach(() => talk.store.close());

  const alertWas = (number: number, part: Partial<AlertRecord>) =>
    openAlert(talk, quiet, { id: `t-quiet.a${number}`, closeReason: 'progress', ...part });
  const told = { openedAt: onDay(28), deliveredAt: onDay(28), closedAt: onDay(30) };
  /** As one that was held, or that ClickUp refused, and whose reason went before anybody heard of it. */
  const untold = {
    delivery: 'held',
    deliveredAt: null,
    calledAt: null,
    openedAt: onDay(33),
    closedAt: onDay(34),
  } as const;

  it('bring no alert for the same reason until they are over', async () => {
    await alertWas(1, told);
    expect((await sweeps.report(36)).opened).toBe(0);
    expect((await sweeps.report(37)).opened).toBe(1);
  });

  it('are not cut short by one that was closed since, of which nobody was told', async () => {
    await alertWas(1, told);
    await alertWas(2, untold);
    expect((await sweeps.report(35)).opened).toBe(0);
    expect(await talk.say('csm', 'why', { taskId: 't-quiet' })).toContain(
      'No alert yet: the last alert was closed only days ago, and nothing is worse since.',
    );
    expect((await sweeps.report(37)).opened).toBe(1);
  });

  it('do not begin with one of which nobody was told', async () => {
    await alertWas(1, untold);
    expect((await sweeps.report(35)).opened).toBe(1);
  });
});
