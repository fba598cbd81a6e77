import { readCommand } from '../../../src/monitor/conversation/command.ts';
import { day } from '../../domain/builders.ts';

const DATE = day('2027-01-15');

describe('a comment’s words', () => {
  it.each([
    ['approve', { kind: 'approve' }],
    [' APPROVE! ', { kind: 'approve' }],
    [', approve', { kind: 'approve' }],
    ['“Status”?', { kind: 'status' }],
    ['approve\u00a0', { kind: 'approve' }],
    ['\u200bapprove', { kind: 'approve' }],
    ['**approve**', { kind: 'approve' }],
    ['_Approve_.', { kind: 'approve' }],
    ['👍 approve', { kind: 'approve' }],
    ['approve 👍🏽', { kind: 'approve' }],
    ['approve✅', { kind: 'approve' }],
    ['- approve', { kind: 'approve' }],
    ['> Reply approve to put it in force.\n> or edit\nstatus', { kind: 'status' }],
    ['approve\r\n', { kind: 'approve' }],
    ['edit\r\nby day: 30', { kind: 'edit', body: 'by day: 30' }],
    ['edit: by day: 30', { kind: 'edit', body: 'by day: 30' }],
    ['Useful!', { kind: 'verdict', verdict: 'useful' }],
    ['noise', { kind: 'verdict', verdict: 'noise' }],
    ['*known*', { kind: 'verdict', verdict: 'known' }],
    ['too\u00a0late', { kind: 'verdict', verdict: 'too late' }],
    ['snooze 2w', { kind: 'snooze', days: 14, reason: '' }],
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
    ['pause until soon', 'pause'],
    ['reached', 'reached'],
    ['reached 2027-01-155', 'reached'],
    ['retract', 'retract'],
    ['retract m-1', 'retract'],
    ['away 2027-01-15', 'away'],
    ['away until Friday', 'away'],
  ])('%j lack something, and an example is given', (words, word) => {
    expect(readCommand(words)).toEqual({ kind: 'incomplete', word, example: expect.stringContaining(word) });
  });

  it.each([
    ['snooze 91d', '90 days at most'],
    ['snooze 20 weeks', '90 days at most'],
    ['reached 2027-02-30', 'There is no 2027-02-30'],
    ['pause until 2026-13-01 x', 'There is no 2026-13-01'],
    ['away until 2025-02-29', 'There is no 2025-02-29'],
  ])('%j ask for what cannot be, and it is said why', (words, why) => {
    expect(readCommand(words)).toMatchObject({ kind: 'incomplete', why: expect.stringContaining(why) });
  });

  it.each(['', 'not now', 'constructor', 'please approve', '> approve', 'approved', '👍', 'approve/reject', '***'])(
    '%j mean nothing we do',
    (words) => {
      expect(readCommand(words)).toMatchObject({ kind: 'unknown' });
    },
  );
});
