/** How fast the rows of a file are read, and how long the rest takes at that rate. */
export interface RowsPace {
  /** Rows a second. */
  readonly rate: number;
  /** Of the file, 0 to 100; null where its size is not known. */
  readonly percent: number | null;
  readonly secondsLeft: number | null;
}

export interface RowsRead {
  readonly rows: number;
  readonly kB: number;
  readonly totalKB: number | null;
  readonly seconds: number;
}

export function paceOf({ rows, kB, totalKB, seconds }: RowsRead): RowsPace {
  const rate = seconds > 0 ? Math.round(rows / seconds) : 0;
  if (totalKB === null || totalKB === 0 || kB === 0) return { rate, percent: null, secondsLeft: null };
  const share = Math.min(1, kB / totalKB);
  return { rate, percent: Math.floor(share * 100), secondsLeft: Math.round((seconds * (1 - share)) / share) };
}

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
