import { STATE_NAMES } from '../../src/dashboard/views/words.ts';
import type { AccountJson } from '../../src/monitor/account-json.ts';
import { figuresIn, type Pair, pair, type Printed, sameWords } from './printed.ts';

/** The whole list as `/api/accounts` gives it. */
export interface WholeList {
  readonly rows: readonly AccountJson[];
  readonly excluded: number;
}

const PAGE_SIZE = 100;

export function figuresOfToday(printed: Printed, { rows, excluded }: WholeList): readonly Pair[] {
  const shown = rows.slice(0, PAGE_SIZE);
  const lines = ['under_way', 'waiting', 'finished'].flatMap((group) => printed.tables[group] ?? []);
  const events = rows.reduce((sum, row) => sum + row.excluded_events, 0);
  return [
    pair('accounts', figuresIn(printed.leads[0] ?? '')[0], rows.length),
    pair('lines', String(lines.length), shown.length),
    pair('left out', printed.foot, excluded > 0 && excluded, events > 0 && events),
    ...statePairs(printed, rows),
    ...[...shown].sort((one, other) => groupOf(one) - groupOf(other)).flatMap((row, n) => linePairs(lines[n], row)),
  ];
}

function statePairs({ chips }: Printed, rows: readonly AccountJson[]): readonly Pair[] {
  const counts = new Map<string, number>();
  for (const { state } of rows) counts.set(STATE_NAMES[state], (counts.get(STATE_NAMES[state]) ?? 0) + 1);
  const printed = new Map(chips.map((chip) => [chip.replace(/^[\d,]+ /, ''), chip]));
  return [
    pair('states', String(chips.length), counts.size),
    ...[...counts].map(([name, count]) => pair(`accounts in ${name}`, printed.get(name), count)),
  ];
}

const groupOf = ({ state }: AccountJson): number =>
  state === 'reached' || state === 'left' ? 2 : state === 'paused' || state === 'blind' ? 1 : 0;

function linePairs(line: Readonly<Record<string, string>> | undefined, row: AccountJson): readonly Pair[] {
  const isOver = row.state === 'reached' || row.state === 'left';
  const stuck = isOver ? null : row.days_stuck;
  const who = row.account_id ?? row.task_id;
  const [active, elapsed] = [row.active_day.toLocaleString('en'), row.day.toLocaleString('en')];
  const days = elapsed === active ? active : `${active} (${elapsed} on the calendar)`;
  return [
    sameWords(`${who}: name and day`, line?.Account, `${row.name} day ${days}`),
    sameWords(`${who}: state`, line?.State, `${STATE_NAMES[row.state]} ${row.state_in_words}`),
    sameWords(`${who}: stuck on`, line?.['Stuck on'], row.stuck_on ?? '–'),
    pair(
      `${who}: days stuck`,
      line?.['Days stuck'],
      stuck,
      stuck !== row.days_stuck_elapsed && !isOver && row.days_stuck_elapsed,
    ),
    pair(`${who}: pace`, line?.Pace, ...(isOver ? [] : paceFigures(row))),
    pair(`${who}: ahead`, line?.Ahead, ...aheadFigures(row)),
    sameWords(`${who}: CSM and tier`, line?.CSM, `${row.csm?.name ?? 'nobody'} ${row.tier ?? 'no tier'}`),
  ];
}

/** Days behind, then the rank with its group and number, else the pace. */
function paceFigures({ days_behind: behind, rank, benchmark, active_day: day, pace }: AccountJson) {
  const days = behind === null ? 0 : Math.round(Math.abs(behind));
  const ranked = rank !== null && benchmark?.source === 'learned';
  const beside = ranked
    ? [Math.round(rank * 100), 100, day, benchmark.n, ...figuresIn(benchmark.group ?? '')]
    : [pace === null ? null : pace.toFixed(2)];
  return [days > 0 && days, ...beside];
}

const FAR_DAYS = 90;

function aheadFigures({ ahead }: AccountJson) {
  if (ahead === null) return [];
  return [ahead.days > 0 && ahead.days <= FAR_DAYS && ahead.days, ahead.on];
}
