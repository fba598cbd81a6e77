import { createHash } from 'node:crypto';

/** Ids are counted, never drawn, so that the same acts give the same ids in every run. */
export interface Ids {
  /** The next number of a series, from 1. */
  next(series: string): number;
  task(): string;
  /** A number, as ClickUp's comment ids are on creation; far below 2^53. */
  comment(): number;
  /** A decimal string above 2^53, as ClickUp's history ids are. */
  history(): string;
  /** A place's id: digits only, of the series' own range. */
  place(series: 'space' | 'folder' | 'list'): string;
  /** Shaped as a UUID, and always the same for the same series and number. */
  uuid(series: string): string;
}

const FIRST_COMMENT = 90_110_000_000_000;
const FIRST_HISTORY = 4_690_000_000_000_000_000n;
const FIRST_TASK = 10_000_000;
const FIRST_PLACE = { space: 90_100_000, folder: 90_110_000_000, list: 901_200_000_100 };

/** All series at their beginning. */
export function createIds(): Ids {
  const counters = new Map<string, number>();
  const next = (series: string): number => {
    const value = (counters.get(series) ?? 0) + 1;
    counters.set(series, value);
    return value;
  };
  return {
    next,
    task: () => `86${(FIRST_TASK + next('task') * 37).toString(36).padStart(7, '0')}`,
    comment: () => FIRST_COMMENT + next('comment'),
    history: () => String(FIRST_HISTORY + BigInt(next('history')) * 1_009n),
    place: (series) => String(FIRST_PLACE[series] + next(series)),
    uuid: (series) => uuidOf(`${series}/${next(series)}`),
  };
}

function uuidOf(name: string): string {
  const hex = digestOf(name);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** A hexadecimal digest of a name: what tokens and webhook secrets of the stand-in are made of. They guard nothing. */
export function digestOf(name: string): string {
  return createHash('sha256').update(`sandbox/${name}`).digest('hex');
}
