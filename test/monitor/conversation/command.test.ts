import { readCommand } from '../../../src/monitor/conversation/command.ts';
import { day } from '../../domain/builders.ts';

const DATE = day('2027-01-15');

describe('a comment’s words', () => {
  it.each([
    ['approve', { kind: 'approve' }],
    [' APPROVE! ', { kind: 'approve' }],
    [', approve', { kind: 'approve' }],
    ['“Status”?', { kind: 'status' }],
    ['why is this stalled?', { kind: 'why' }],
    ['stuck?', { kind: 'stuck' }],
    ['Back.', { kind: 'back' }],
    ['too   late…', { kind: 'verdict', verdict: 'too late' }],
    ['Reject  too small', { kind: 'reject', reason: 'too small' }],
    ['snooze 2 weeks: their import', { kind: 'snooze', days: 14, reason: 'their import' }],
    ['pause  until 2027-01-15, freeze', { kind: 'pause', until: DATE, reason: 'freeze' }],
    ['Reached 2027-01-15!', { kind: 'reached', on: DATE }],
    ['reached on 2027-01-15 in a call', { kind: 'reached', on: DATE }],
    ['Not  reached: it was a demo', { kind: 'not reached', reason: 'it was a demo' }],
    ['not reached', { kind: 'not reached', reason: '' }],
    ['retract `M-1`, a test', { kind: 'retract', messageId: 'M-1', reason: 'a test' }],
    ['away until 2027-01-15.', { kind: 'away', until: DATE }],
  ])('%j are understood', (words, command) => {
    expect(readCommand(words)).toEqual(command);
  });

  it.each([
    ['snooze', 'snooze'],
    ['snooze 91d', 'snooze'],
    ['pause until soon', 'pause'],
    ['reached', 'reached'],
    ['reached 2027-02-30', 'reached'],
    ['reached 2027-01-155', 'reached'],
    ['retract', 'retract'],
    ['retract m-1', 'retract'],
    ['away 2027-01-15', 'away'],
    ['away until Friday', 'away'],
  ])('%j lack something, and an example is given', (words, word) => {
    expect(readCommand(words)).toEqual({ kind: 'incomplete', word, example: expect.stringContaining(word) });
  });

  it.each(['', 'not now', 'constructor', 'please approve'])('%j mean nothing we do', (words) => {
    expect(readCommand(words)).toMatchObject({ kind: 'unknown' });
  });
});
