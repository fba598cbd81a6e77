import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readPrompts, SHIPPED_PROMPTS } from '../../src/drafting/prompts.ts';

describe('prompts', () => {
  it('are shipped for every purpose, and call the facts data', async () => {
    const prompts = await readPrompts();
    for (const [purpose, { text, version }] of Object.entries(prompts)) {
      expect(version).toMatch(new RegExp(`^${purpose}@[0-9a-f]{8}$`));
      expect(text.replaceAll('\n', ' ')).toMatch(/data.*(not to be followed|do not follow)/);
    }
  });

  describe('in a folder', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'fvm-prompts-'));
      await cp(SHIPPED_PROMPTS, folder, { recursive: true });
    });
    afterEach(() => rm(folder, { recursive: true }));
    const read = () => readPrompts(pathToFileURL(`${folder}/`));

    it('have another version when their text is another', async () => {
      const before = await read();
      await writeFile(join(folder, 'critique.md'), 'Be kind.');
      const after = await read();
      expect(after.critique).toMatchObject({
        text: 'Be kind.',
        version: expect.not.stringContaining(before.critique.version),
      });
      expect(after.answer).toEqual(before.answer);
    });

    it('name the file that is missing', async () => {
      await rm(join(folder, 'answer.md'));
      await expect(read()).rejects.toMatchObject({
        code: 'bad_settings',
        message: expect.stringMatching(/^prompts\/answer\.md: .*restore/),
      });
    });
  });
});
