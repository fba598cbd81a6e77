import type { ReadDeps } from './read-deps.ts';
import type { Store } from './store.ts';

/** What the monthly report needs beside what every reading does: the reports that were written before. */
export interface ReportDeps extends ReadDeps {
  readonly store: ReadDeps['store'] & Pick<Store, 'reports'>;
  /** The product whose first value is measured. */
  readonly productName: string;
  /** Reading a month walks over all accounts: told after each. */
  readonly onMonth?: () => void;
}
