import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { runContractCheck } from './contract-run.ts';
import { OVERRIDES } from './overrides.ts';

/** `npm run test:contract -- DIR [EXCHANGES]`: see docs/contract-check.md. */
const { code, lines } = await runContractCheck(process.argv.slice(2), {
  overrides: OVERRIDES,
  agentId: PEOPLE.agent.id,
  runTests: runEndToEndTests,
});
(code === 2 ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
process.exitCode = code;

/** As `npm test` runs them, with their output on this terminal. */
function runEndToEndTests(folder: string): Promise<boolean> {
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', 'test/end-to-end'];
  const env = { ...process.env, FVM_EXCHANGES_DIR: folder };
  const cwd = join(import.meta.dirname, '../..');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, jest, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('close', (code) => resolve(code === 0));
  });
}
