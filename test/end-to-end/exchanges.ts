import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxControl } from '../../src/sandbox/control-client.ts';

/** A new file for the exchanges of one stand-in, when someone wants them (`npm run test:contract`); else null. */
export function exchangesFile(): string | null {
  const folder = process.env.FVM_EXCHANGES_DIR;
  return folder === undefined || folder === '' ? null : join(folder, `${randomUUID()}.jsonl`);
}

/** Keeps everything that was asked of this stand-in and what it answered, one JSON line each. */
export async function keepExchanges(standIn: SandboxControl): Promise<void> {
  const file = exchangesFile();
  if (file === null) return;
  const { requests } = await standIn.get<{ requests: readonly unknown[] }>('/requests');
  await appendFile(file, requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
}
