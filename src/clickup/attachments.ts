import { z } from 'zod';
import type { MayStillSend, NewFile } from '../monitor/board.ts';
import type { ClickUpClient } from './client.ts';
import { Ignored } from './wire.ts';

/** Named so in ClickUp's description. */
const PART = 'attachment';
const WireFiles = z.object({ attachments: z.array(z.object({ title: z.string().nullish().catch(null) })).nullish() });

/** Nobody waits for a file. */
export async function attachFile(
  client: ClickUpClient,
  taskId: string,
  file: NewFile,
  may: MayStillSend | undefined,
): Promise<void> {
  const path = `task/${encodeURIComponent(taskId)}/attachment`;
  await client.upload(path, PART, file, Ignored, { lane: 'background', may });
}

/** Reading one task is the only call of version 2 that names its files. */
export async function readFiles(client: ClickUpClient, taskId: string): Promise<readonly string[]> {
  const { attachments } = await client.get(`task/${encodeURIComponent(taskId)}`, WireFiles, { lane: 'background' });
  return (attachments ?? []).flatMap(({ title }) => title ?? []);
}
