import { closeSync, openSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where a file's refused lines go: a file beside it, made when the first line is refused. */
export interface RefusedLines {
  add(line: number, why: string): void;
  /** May be called twice. The name of the file that was written; null when nothing was refused. */
  close(): string | null;
}

/** `FILE.refused.csv` beside the file, or in the working directory where that is not to be written in. */
export function refusedLines(file: string, what: string): RefusedLines {
  const name = file === '-' ? `${what}.refused.csv` : `${basename(file)}.refused.csv`;
  const folders = file === '-' ? ['.'] : [dirname(file), '.'];
  let isClosed = false;
  let open: { readonly path: string; readonly handle: number } | null = null;
  return {
    add(line, why) {
      if (open === null) {
        open = openFirst(folders.map((folder) => join(folder, name)));
        writeSync(open.handle, 'line,why\n');
      }
      writeSync(open.handle, `${line},"${why.replaceAll('"', '""')}"\n`);
    },
    close() {
      if (open !== null && !isClosed) closeSync(open.handle);
      isClosed = true;
      return open?.path ?? null;
    },
  };
}

function openFirst([path = '', ...others]: readonly string[]): { readonly path: string; readonly handle: number } {
  try {
    return { path, handle: openSync(path, 'w') };
  } catch (thrown) {
    if (others.length === 0) throw thrown;
    return openFirst(others);
  }
}
