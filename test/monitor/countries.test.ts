import { FIELD_NAMES } from '../../src/config/monitor-file.ts';
import { readAccountTask } from '../../src/monitor/account-task.ts';
import { examine } from '../../src/monitor/doctor/examine.ts';
import { createNotebook } from '../../src/monitor/observations.ts';
import type { Rules } from '../../src/monitor/rules.ts';
import { aTask, rules } from './conversation/talk.ts';
import { addAccount, NOW, openWorld } from './read-world.ts';

const knowsCountry = (country: string): boolean => country === 'DE';

describe('a country whose public holidays are not known', () => {
  it('is named by doctor, once, with the account and the way out', async () => {
    const world = await openWorld();
    for (const [id, country] of Object.entries({ acme: 'DE', bolt: 'Atlantis', cobalt: 'Atlantis', dune: null }))
      await addAccount(world, { id, country });
    const deps = {
      ...world,
      rules: rules({ knowsCountry }),
      clickup: null,
      publicUrl: null,
      ingestKeys: 1,
      model: null,
      notebook: createNotebook(world.store),
      reconcileEveryMs: () => 300_000,
    };
    const findings = await examine(deps, NOW);
    expect(findings.find(({ check }) => check === 'countries')).toEqual({
      check: 'countries',
      state: 'warning',
      says: '1 country without known public holidays: “Atlantis” (bolt)',
      wayOut: expect.stringContaining('DE, DE-BY, Germany'),
    });
    await world.store.close();
  });

  it.each([
    ['Atlantis', 1],
    ['DE', 0],
  ])('is complained of when its task is read, and kept as it is written: %s', (country, complaints) => {
    const fields = Object.fromEntries(FIELD_NAMES.map((name) => [name, name])) as Rules['fields'];
    const statuses: Rules['statuses'] = { left: new Set(), paused: new Set(), excluded: new Set() };
    const given = rules({ knowsCountry, fields, statuses, resolveTier: () => null });
    const task = aTask({ description: `country: ${country}`, createdAt: NOW });
    const reading = readAccountTask(task, { rules: given, people: [], zone: 'Etc/UTC', before: null, agentId: 1 });
    expect(reading.account.country).toBe(country);
    expect(reading.complaints).toHaveLength(complaints);
  });
});
