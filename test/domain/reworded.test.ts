import { adviceNow, type Reworded } from '../../src/domain/reworded.ts';

const FROM = { moves: ['Call the sponsor: 12 days.', 'Fill it: 3 of 10 so far.'], message: 'Hello, it is day 12.' };
const TO = { moves: ['12 days are long: call the sponsor.', 'Of 10 there are 3: fill it.'], message: 'Day 12, hello.' };
const reworded: Reworded = { from: FROM, to: TO };
const from = (...moves: string[]) => ({ moves, message: FROM.message });

describe('other words for an advice', () => {
  it.each([
    ['stand while the playbook says the same', FROM, TO],
    [
      'take the figures of today',
      from('Call the sponsor: 19 days.', 'Fill it: 7 of 10 so far.'),
      { moves: ['19 days are long: call the sponsor.', 'Of 10 there are 7: fill it.'], message: TO.message },
    ],
    [
      'know one day from several',
      from('Call the sponsor: 1 day.', FROM.moves[1] ?? ''),
      { moves: ['1 day are long: call the sponsor.', TO.moves[1]], message: TO.message },
    ],
  ])('%s', (_, now, shown) => {
    expect(adviceNow(reworded, now)).toEqual(shown);
  });

  it.each([
    ['advises something else', from('Call the CSM: 12 days.', FROM.moves[1] ?? '')],
    ['advises more', from(...FROM.moves, 'Write to them.')],
  ])('give way where the playbook %s by now', (_, now) => {
    expect(adviceNow(reworded, now)).toEqual(now);
  });

  it('give way where one figure has become two', () => {
    const same = { from: { moves: [], message: '3 of 3' }, to: { moves: [], message: 'of 3: 3' } };
    const now = { moves: [], message: '2 of 3' };
    expect(adviceNow(same, now)).toEqual(now);
  });

  it('are the playbook’s own where there are no others', () => {
    expect(adviceNow(null, FROM)).toBe(FROM);
  });
});
