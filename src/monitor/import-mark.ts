import { createHash, type Hash } from 'node:crypto';
import type { ImportRow } from './import-rows.ts';
import type { MetaStore } from './store.ts';

/** How far an import has come: kept with each lot, gone when the file is taken in. */
export interface ImportMark {
  /** Rows from the beginning of the file, refused ones included. */
  readonly rows: number;
  /** Of all that these rows say: another file under the same name is not taken for this one. */
  readonly digest: string;
  readonly stored: number;
  readonly known: number;
}

export async function readMark(meta: MetaStore, name: string): Promise<ImportMark | null> {
  const kept = await meta.get(name);
  return kept === null ? null : (JSON.parse(kept) as ImportMark);
}

/** @param before the mark, with what was stored and known before this lot */
export async function keepMark(
  meta: MetaStore,
  name: string,
  before: ImportMark,
  { stored, known }: Pick<ImportMark, 'stored' | 'known'>,
): Promise<void> {
  const { rows, digest } = before;
  const mark: ImportMark = { rows, digest, stored: before.stored + stored, known: before.known + known };
  await meta.set(name, JSON.stringify(mark));
}

/** The digest of the rows of a file, from its beginning to here. */
export class RowsDigest {
  readonly #hash: Hash = createHash('sha256');

  add(rows: readonly ImportRow[]): void {
    this.#hash.update(JSON.stringify(rows.map((row) => [row.line, row.kind === 'row' ? [...row.values] : row.why])));
  }

  soFar(): string {
    return this.#hash.copy().digest('hex');
  }
}
