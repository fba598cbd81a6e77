import type { Signal } from '../../src/domain/plan.ts';
import { signalKey } from '../../src/domain/signal-key.ts';
import { aSignal } from './builders.ts';

type Part = Partial<Signal>;

describe('two signals are one rule to compare accounts by', () => {
  it.each<[string, Part, Part]>([
    ['in whatever order they name their events', { event: ['B', 'A'] }, { event: ['A', 'B'] }],
    ['though one names an event twice', { event: ['A', 'A', 'B'] }, { event: ['A', 'B'] }],
    [
      'in whatever order they set their conditions',
      { where: { plan: 'pro', seats: 5, area: 'eu' } },
      { where: { area: 'eu', seats: 5, plan: 'pro' } },
    ],
    ['whether equality is written out or not', { where: { plan: 'pro' } }, { where: { plan: { eq: 'pro' } } }],
    ['whether equality with nothing is written out', { where: { plan: null } }, { where: { plan: { eq: null } } }],
    [
      'in whatever order a condition has its bounds',
      { where: { seats: { lt: 9, gte: 5, ne: 7 } } },
      { where: { seats: { gte: 5, ne: 7, lt: 9 } } },
    ],
  ])('%s', (_title, one, other) => {
    expect(signalKey(aSignal(one))).toBe(signalKey(aSignal(other)));
  });
});

describe('two signals are two rules', () => {
  it.each<[string, Part, Part]>([
    ['that name other events', { event: ['A'] }, { event: ['B'] }],
    ['of which one counts one event more', { event: ['A'] }, { event: ['A', 'B'] }],
    ['that ask for it more often', { count: 1 }, { count: 2 }],
    ['that ask for more people', { distinctUsers: 1 }, { distinctUsers: 2 }],
    ['that give it another time', { withinDays: null }, { withinDays: 7 }],
    ['that hold a property to another value', { where: { plan: 'pro' } }, { where: { plan: 'free' } }],
    ['that hold another property to it', { where: { plan: 'pro' } }, { where: { tier: 'pro' } }],
    ['of which one holds a property to something', { where: {} }, { where: { plan: 'pro' } }],
    ['that compare a property otherwise', { where: { seats: { gt: 5 } } }, { where: { seats: { gte: 5 } } }],
    ['that want a number and its text', { where: { code: 200 } }, { where: { code: '200' } }],
    ['that want others to do it', { actor: 'any' }, { actor: 'external' }],
  ])('%s', (_title, one, other) => {
    expect(signalKey(aSignal(one))).not.toBe(signalKey(aSignal(other)));
  });
});
