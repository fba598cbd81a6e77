import { ReadingOrder } from '../../src/monitor/reading-order.ts';

const watched = (waiting: readonly string[], others: readonly string[]) => ({ waiting, others, threads: 0 });
const OTHERS = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7'];

describe('the order of reading', () => {
  let order: ReadingOrder;
  const read = (...ids: string[]) => order.crossOut(new Set(ids));
  beforeEach(() => {
    order = new ReadingOrder();
    order.begin(watched(['w1'], OTHERS), 1, true);
  });

  it('puts what waits for an answer before the rest', () => {
    expect(order.left).toEqual(['w1', ...OTHERS]);
  });

  it('reads what waits anew in each round, and goes on with the rest where it stopped', () => {
    read('w1', 'o1', 'o2', 'o3', 'o4', 'o5');
    order.begin(watched(['w1', 'w2'], OTHERS), 2, false);
    expect(order.left).toEqual(['w1', 'w2', 'o6', 'o7']);
  });

  it('does not read what waits anew before some of the rest had their turn', () => {
    read('w1', 'o1', 'o2');
    order.begin(watched(['w1'], OTHERS), 2, false);
    expect(order.left).toEqual(OTHERS.slice(2));
  });

  it('begins anew with everything after a gap', () => {
    read('w1', 'o1', 'o2', 'o3', 'o4', 'o5');
    order.begin(watched(['w1'], OTHERS), 2, true);
    expect(order.left).toEqual(['w1', ...OTHERS]);
  });

  it('says at the end of a turn since when everything was heard, and then begins the next', () => {
    expect(read('w1', ...OTHERS.slice(1))).toBeNull();
    expect(read('o1')).toBe(1);
    order.begin(watched(['w1'], OTHERS), 9, false);
    expect(order.left).toEqual(['w1', ...OTHERS]);
    expect(read('w1', ...OTHERS)).toBe(9);
  });
});
