import { accountPage } from '../../src/dashboard/views/account-page.ts';
import { readAccount } from '../../src/monitor/read-account.ts';
import { aPlan, aSignal, eventsOn, onDay, ZONE } from '../domain/builders.ts';
import { addAccount, openWorld } from './read-world.ts';

describe('an account’s page', () => {
  it('shows what its tier aspires to beside its own figure, and where in its onboarding it is', async () => {
    const target = { name: 'Time to value', value: 30, unit: 'days at most', within: null };
    const adoption = { name: 'Adoption', value: 95, unit: '%', within: '60 days' };
    const world = await openWorld({
      aspirationsOf: ({ tier }) =>
        tier === 'professional'
          ? [
              { ...target, measuredBy: 'days_to_value' },
              { ...adoption, measuredBy: null },
            ]
          : [],
      phases: [{ name: 'Initial setup', fromWeek: 1, toWeek: 2 }],
    });
    const plan = aPlan({ signal: aSignal({ event: ['Task Completed'] }), steps: [] });
    await addAccount(world, { id: 'acme', plan, events: eventsOn([4]) });
    const before = await readAccount(world.read, 'acme', onDay(20), '2026-09-09');
    expect(before).toMatchObject({ phase: 'Initial setup', targets: [{ measured: null }, { measured: null }] });
    const account = await readAccount(world.read, 'acme', onDay(20));
    expect(account).toMatchObject({
      phase: null,
      targets: [
        { ...target, measured: 4 },
        { ...adoption, measured: null },
      ],
    });
    const page = accountPage({ productName: 'Sprintly', demo: false, canSignOut: false, clock: null }, account, ZONE);
    expect(page).toContain('What professional accounts aspire to');
    expect(page).toContain('Time to value: 30 days at most; <strong>here 4</strong>');
    expect(page).toContain('Adoption: 95 % within 60 days</li>');
    await world.store.close();
  });
});
