import { Writable } from 'node:stream';
import { jsonPortions, ROWS_A_PORTION, sendPortions } from '../../src/shared/portions.ts';

async function sent(portions: AsyncIterable<string>): Promise<string> {
  let text = '';
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  await sendPortions(out, portions);
  return text;
}

describe('a list sent in portions', () => {
  it.each([0, 1, ROWS_A_PORTION, ROWS_A_PORTION + 1, 3 * ROWS_A_PORTION])(
    'is the JSON of all %d rows',
    async (count) => {
      const rows = Array.from({ length: count }, (_, n) => ({ n, name: 'Ä, "b"\n' }));
      expect(await sent(jsonPortions(rows))).toBe(JSON.stringify(rows));
    },
  );

  it('ends quietly where the reader hangs up', async () => {
    const out = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        out.destroy();
        done();
      },
    });
    await expect(sendPortions(out, jsonPortions(Array(1_000).fill({ n: 1 })))).resolves.toBeUndefined();
  });

  it('tells of an error on our side', async () => {
    const failing = (async function* () {
      yield '[';
      throw new Error('the disk is full');
    })();
    await expect(sent(failing)).rejects.toThrow('the disk is full');
  });
});
