import fc from 'fast-check';
import { noHolidays } from '../../src/domain/calendar.ts';
import { type Candidate, daysToEnd, type Office, placeFirings } from '../../src/domain/dispatch.ts';
import { at, day } from './builders.ts';

/** A Wednesday morning. */
const NOW = at('2026-11-25T10:00:00Z');
const CSM = 7;
const aCandidate = (given: Partial<Candidate> = {}): Candidate => ({
  key: 'a',
  strength: 'hard',
  ownerId: CSM,
  waitsSince: null,
  wasOverBudget: false,
  daysLeft: null,
  tierRank: 0,
  daysStuck: 10,
  ...given,
});
const hours = { from: '09:00', to: '16:00', weekdaysOnly: true };
const anOffice = ({ budget = 5, calledToday = 0, ...given }: OfficePart = {}): Office => ({
  policy: { confirmSweeps: 1, cooldownDays: 7, budgetPerCsmPerDay: budget, hours },
  hasDigest: true,
  deskOf: () => ({ zone: 'Etc/UTC', isHoliday: noHolidays, calledToday }),
  now: NOW,
  ...given,
});
type OfficePart = Partial<Office> & { readonly budget?: number; readonly calledToday?: number };

const order = (firings: readonly Candidate[], office = anOffice()): string =>
  placeFirings(firings, office)
    .map(({ firing }) => firing.key)
    .join('');
const placements = (firings: readonly Candidate[], office = anOffice()): readonly string[] =>
  placeFirings(firings, office).map(({ firing, placement }) =>
    [firing.key, placement.kind, placement.kind === 'alert' ? [] : placement.reason].flat().join(' '),
  );

describe('the alerts of a working day', () => {
  it.each([
    ['hard before soft', { strength: 'soft', daysLeft: 1 }, { daysLeft: null }],
    ['the nearer end of trial or contract first', { daysLeft: 20 }, { daysLeft: 3 }],
    ['those without an end last', { daysLeft: null }, { daysLeft: 300 }],
    ['then the higher tier', { tierRank: 1 }, { tierRank: 3 }],
    ['then those stuck for longer', { daysStuck: 12 }, { daysStuck: 30 }],
    [
      'ahead of everything those that have waited for more than a working day',
      { daysLeft: 1 },
      { waitsSince: at('2026-11-23T12:00:00Z') },
    ],
  ] as const)('are ranked: %s', (_title, a, b) => {
    expect(order([aCandidate({ key: 'a', ...a }), aCandidate({ key: 'b', ...b })])).toBe('ba');
  });

  it('let what waits since the last working day stand in its rank', () => {
    const yesterday = { key: 'b', waitsSince: at('2026-11-24T12:00:00Z') };
    expect(order([aCandidate({ key: 'a', daysLeft: 1 }), aCandidate(yesterday)])).toBe('ab');
  });

  it('end with the budget, counted with what was given before: the rest is for the digest', () => {
    const three = ['a', 'b', 'c'].map((key) => aCandidate({ key }));
    expect(placements(three, anOffice({ budget: 3, calledToday: 1 }))).toEqual([
      'a alert',
      'b alert',
      'c digest over_budget',
    ]);
  });

  it('hold the rest where there is no list for digests', () => {
    expect(placements([aCandidate()], anOffice({ budget: 1, calledToday: 1, hasDigest: false }))).toEqual([
      'a held over_budget',
    ]);
  });

  it('wait for the hours of the CSM, and for an owner', () => {
    const evening = anOffice({ now: at('2026-11-25T19:00:00Z') });
    expect(placements([aCandidate()], evening)).toEqual(['a held out_of_hours']);
    expect(placements([aCandidate({ wasOverBudget: true })], evening)).toEqual(['a digest over_budget']);
    expect(placements([aCandidate({ ownerId: null })])).toEqual(['a held no_active_owner']);
  });

  it('have an end only where one lies ahead', () => {
    const today = day('2026-11-25');
    expect(daysToEnd(today, today - 1, null)).toBe(null);
    expect(daysToEnd(today, today + 30, today)).toBe(0);
  });
});

describe('any firings under any policy', () => {
  const firings = fc.uniqueArray(
    fc.record({
      key: fc.string({ minLength: 1, maxLength: 4 }),
      strength: fc.constantFrom('hard' as const, 'soft' as const),
      ownerId: fc.constantFrom(null, 1, 2, 3),
      waitsSince: fc.option(fc.integer({ min: NOW - 10 * 86_400_000, max: NOW }), { nil: null }),
      wasOverBudget: fc.boolean(),
      daysLeft: fc.option(fc.nat(90), { nil: null }),
      tierRank: fc.integer({ min: -1, max: 4 }),
      daysStuck: fc.option(fc.nat(200), { nil: null }),
    }),
    { selector: ({ key }) => key, maxLength: 40 },
  );
  const offices = fc
    .record({
      budget: fc.integer({ min: 1, max: 6 }),
      called: fc.array(fc.nat(6), { minLength: 4, maxLength: 4 }),
      hasDigest: fc.boolean(),
      isAlways: fc.boolean(),
      now: fc.integer({ min: NOW, max: NOW + 7 * 86_400_000 }),
      zone: fc.constantFrom('Etc/UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kolkata'),
    })
    .map(({ budget, called, hasDigest, isAlways, now, zone }) => ({
      budget,
      called,
      office: {
        policy: { confirmSweeps: 1, cooldownDays: 7, budgetPerCsmPerDay: budget, hours: isAlways ? null : hours },
        hasDigest,
        now,
        deskOf: (id: number) => ({ zone, isHoliday: noHolidays, calledToday: called[id] ?? 0 }),
      } satisfies Office,
    }));

  it('end as exactly one of alert, digest line, or held with its reason', () => {
    fc.assert(
      fc.property(firings, offices, (given, { office }) => {
        const placed = placeFirings(given, office);
        expect(placed.map(({ firing }) => firing.key).sort()).toEqual(given.map(({ key }) => key).sort());
        for (const { placement } of placed)
          expect(placement.kind === 'alert' || placement.reason.length > 0).toBe(true);
      }),
    );
  });

  it('never call a CSM more often than the budget of the day allows, nor for something soft before something hard', () => {
    fc.assert(
      fc.property(firings, offices, (given, { office, budget, called }) => {
        const placed = placeFirings(given, office);
        for (const owner of [1, 2, 3]) {
          const own = placed.filter(({ firing }) => firing.ownerId === owner);
          const alerts = own.filter(({ placement }) => placement.kind === 'alert');
          expect(alerts.length).toBeLessThanOrEqual(Math.max(0, budget - (called[owner] ?? 0)));
          const softGiven = alerts.some(({ firing }) => firing.strength === 'soft');
          const hardLeft = own.some(
            ({ firing, placement }) => firing.strength === 'hard' && placement.kind !== 'alert',
          );
          expect(softGiven && hardLeft).toBe(false);
        }
      }),
    );
  });

  it('are placed alike, in whatever order they come', () => {
    fc.assert(
      fc.property(firings, offices, (given, { office }) => {
        expect(placeFirings(given.toReversed(), office)).toEqual(placeFirings(given, office));
      }),
    );
  });
});
