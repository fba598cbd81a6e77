import { readTaskInputs } from '../../src/monitor/account-inputs.ts';
import type { FieldValue } from '../../src/monitor/board.ts';
import { aTask, rules } from './conversation/talk.ts';

const RULES = rules({
  health: {
    fields: new Map([
      ['uptime', 'Uptime'],
      ['roi', 'ROI'],
    ]),
    seats: 'Seats',
  },
});
const text = (words: string): FieldValue => ({ kind: 'text', text: words });
const number = (value: number): FieldValue => ({ kind: 'number', value });
const read = (fields: Record<string, FieldValue>, description = '') =>
  readTaskInputs(aTask({ name: 'Acme', fields: new Map(Object.entries(fields)), description }), RULES);

describe('the inputs on an account task', () => {
  it('are read from fields, else from lines of the description', () => {
    const { workspace, health, complaints } = read(
      { 'Onboarding list': text(' 901200000042 '), Uptime: number(99.9), Seats: number(250) },
      'Uptime: 10\nROI: 45 %',
    );
    expect(workspace).toBe('901200000042');
    expect(Object.fromEntries(health)).toEqual({ uptime: 99.9, roi: 45, seats: 250 });
    expect(complaints).toEqual([]);
  });

  it('may all be absent', () => {
    expect(read({})).toEqual({ workspace: null, health: new Map(), complaints: [] });
  });

  it.each([
    [{ Uptime: number(130) }, '“Acme”: Uptime is “130”, which is no number from 0 to 100'],
    [{ Uptime: number(-1) }, 'Uptime is “-1”'],
    [{ ROI: text('fine') }, 'ROI is “fine”'],
    [{ Seats: number(0) }, 'Seats is “0”, which is no number of people'],
    [{ 'Onboarding list': text('Acme onboarding') }, 'Onboarding list is no id of a list, folder or space'],
  ] satisfies [Record<string, FieldValue>, string][])(
    'are left out with a complaint, never bent: %j',
    (fields, words) => {
      const { workspace, health, complaints } = read(fields);
      expect({ workspace, size: health.size }).toEqual({ workspace: null, size: 0 });
      expect(complaints).toEqual([expect.stringContaining(words)]);
    },
  );
});
