import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { MonitorError, messageOf } from '../shared/errors.ts';

const HEADER = 'line,why\n';

/** Where a file's refused lines go: a file beside it, made when the first line is refused. */
export interface RefusedLines {
  add(line: number, why: string): void;
  /**
   * May be called twice. The name of the file that was written; null when nothing was refused: then one that an earlier run left
   * is removed, because its lines are in now.
   */
  close(): string | null;
}

/** `FILE.refused.csv` beside the file, or in the working directory where that is not to be written in. */
export function refusedLines(file: string, what: string): RefusedLines {
  const name = file === '-' ? `${what}.refused.csv` : `${basename(file)}.refused.csv`;
  const paths = (file === '-' ? ['.'] : [dirname(file), '.']).map((folder) => join(folder, name));
  let isClosed = false;
  let open: { readonly path: string; readonly handle: number } | null = null;
  return {
    add(line, why) {
      if (open === null) {
        open = openFirst(paths);
        writeSync(open.handle, HEADER);
      }
      writeSync(open.handle, `${line},"${why.replaceAll('"', '""')}"\n`);
    },
    close() {
      if (open !== null && !isClosed) closeSync(open.handle);
      if (open === null && !isClosed) for (const path of paths) removeOwn(path);
      isClosed = true;
      return open?.path ?? null;
    },
  };
}

function openFirst([path = '', ...others]: readonly string[]): { readonly path: string; readonly handle: number } {
  try {
    return { path, handle: openSync(path, 'w') };
  } catch (thrown) {
    if (others.length === 0)
      throw new MonitorError(
        'bad_usage',
        `${path}: lines were refused, and their list cannot be written (${messageOf(thrown)}): run the command in a folder that you may write to`,
        thrown,
      );
    return openFirst(others);
  }
}

/** Never a file of somebody else's under that name. */
function removeOwn(path: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8').startsWith(HEADER)) rmSync(path);
}
