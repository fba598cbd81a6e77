import { numbersNotIn, numbersOf } from '../../src/domain/numbers-in-text.ts';

const NONE: ReadonlySet<number> = new Set();

describe('numbers in a text', () => {
  it.each([
    ['Reached by 50 % of teams', ['50 %'], 50],
    ['Reached by half of them', ['half'], 50],
    ['fifty percent', ['fifty percent'], 0.5],
    ['fifty accounts', ['fifty'], 50],
    ['1,000 tickets', ['1,000'], 1000],
    ['two hundred and fifty tickets', ['two hundred and fifty'], 250],
    ['twenty-five users', ['twenty five'], 25],
    ['10k events', ['10 k'], 10_000],
    ['3 million rows', ['3 million'], 3_000_000],
    ['by day 21', ['21'], 21],
    ['on the 21st', ['21'], 21],
    ['the third colleague', ['third'], 3],
    ['on the thirtieth day', ['thirtieth'], 30],
    ['twice', ['twice'], 2],
    ['a dozen invoices', ['dozen'], 12],
    ['thousands of orders', ['thousands'], 1000],
    ['within two weeks', ['two weeks'], 14],
    ['within 3 months', ['3 months'], 90],
    ['saves 4.5 hours', ['4.5'], 4.5],
    ['OAuth2 sign-ins', ['2'], 2],
  ])('%s', (text, said, known) => {
    expect(numbersNotIn(text, NONE)).toEqual(said);
    expect(numbersNotIn(text, new Set([known]))).toEqual([]);
  });

  it.each([
    'One team finished its first real sprint',
    'A second person joined',
    'Someone signs, and a colleague countersigns',
  ])('are none in: %s', (text) => expect(numbersNotIn(text, NONE)).toEqual([]));

  it('are told one by one', () => {
    expect(numbersNotIn('five, ten or 12 people', new Set([10]))).toEqual(['five', '12']);
  });

  it('are never known in a script that is not read', () => {
    expect(numbersNotIn('٥٠ accounts', new Set([50]))).toEqual(['٥٠']);
    expect(numbersNotIn('５０ accounts', new Set([50]))).toEqual([]);
  });

  it('are found anywhere in the facts', () => {
    const facts = { day_21: { count: 3, said: ['within two weeks', null, true] } };
    expect([...numbersOf(facts)].sort((a, b) => a - b)).toEqual([2, 3, 14, 21]);
  });
});
