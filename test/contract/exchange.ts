import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One request to the stand-in with its answer, as its log keeps it. */
const Exchange = z.object({
  method: z.string(),
  /** As it was on the wire, such as `/api/v2/task/86abc`. */
  path: z.string(),
  query: z.record(z.string(), z.array(z.string())),
  body: z.unknown(),
  user_id: z.number().nullable(),
  /** Null when the connection was cut. */
  status: z.number().nullable(),
  response: z.unknown(),
});
export type Exchange = z.infer<typeof Exchange>;

/** All exchanges in the JSON lines of a folder. Throws when the folder cannot be read or a line is no exchange. */
export function readExchanges(folder: string): readonly Exchange[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.flatMap((name) => {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => Exchange.parse(JSON.parse(line)));
  });
}
