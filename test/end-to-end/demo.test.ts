import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { exchangesFile } from './exchanges.ts';

const root = join(import.meta.dirname, '../..');

function demo(...flags: string[]): Promise<{ code: number | null; out: string }> {
  const file = exchangesFile();
  const keeping = file === null ? [] : ['--exchanges', file];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['src/main.ts', 'demo', '--once', ...keeping, ...flags], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.once('close', (code) => resolve({ code, out }));
  });
}

describe('the demo', () => {
  it('tells its whole story and proves it', async () => {
    const { code, out } = await demo();
    expect(out).not.toContain('✗');
    expect(out).toContain('exactly one alert task, assigned to Cara Chen');
    expect(code).toBe(0);
  }, 120_000);

  it('fails when nothing of it reaches ClickUp', async () => {
    const { code, out } = await demo('--without-delivery');
    expect(out).toContain('✗ all 7 accounts got a draft that mentions their lead');
    expect(code).toBe(1);
  }, 120_000);
});
