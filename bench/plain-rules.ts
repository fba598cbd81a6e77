import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { DAY_MS } from '../src/domain/duration.ts';
import { quantileOf } from '../src/domain/quantile.ts';

/**
 * What simple rules make of the same past, to hold a backtest against: three that need no more than a spreadsheet, and chance.
 * `node bench/plain-rules.ts FOLDER FROM BAD_COLUMN=VALUE,VALUE [EVENT]`: accounts.csv, events.csv and outcomes.csv in the folder;
 * accounts that start on FROM are judged, earlier ones of the same tier are history.
 */
const [folder = '.', from = '', bad = '', wantedEvent = ''] = process.argv.slice(2);
const FLAG_DAY = 60;
/** Everything is compared with the fastest four in five of those who got there at all. */
const CUT_SHARE = 0.8;

interface Row {
  readonly [column: string]: string;
}
const rowsOf = (name: string): readonly Row[] =>
  parse(readFileSync(`${folder}/${name}`), { columns: true, bom: true }) as Row[];
const dayOf = (text: string): number => Math.floor(Date.parse(text) / DAY_MS);

interface Past {
  readonly id: string;
  readonly tier: string;
  readonly leftOn: number;
  readonly bad: boolean;
  /** Days after the start on which pieces of work came, in order. */
  readonly acts: readonly number[];
}

const [badColumn = '', values = ''] = bad.split('=');
const isBad = new Set(
  rowsOf('outcomes.csv')
    .filter((row) => values.split(',').includes(row[badColumn] ?? ''))
    .map((row) => row.account_id),
);
const events = Map.groupBy(
  rowsOf('events.csv').filter((row) => wantedEvent === '' || row.event === wantedEvent),
  (row) => row.account_id ?? '',
);
const accounts = rowsOf('accounts.csv');
const judged = accounts.filter((row) => row.started_on === from).map(pastOf);
const history = accounts.filter((row) => (row.started_on ?? '') < from).map(pastOf);

function pastOf(row: Row): Past {
  const start = dayOf(row.started_on ?? '');
  const acts = (events.get(row.account_id ?? '') ?? []).map((event) => dayOf(event.timestamp ?? '') - start);
  return {
    id: row.account_id ?? '',
    tier: row.tier ?? '',
    leftOn: row.ended_on === '' || row.ended_on === undefined ? Number.POSITIVE_INFINITY : dayOf(row.ended_on) - start,
    bad: isBad.has(row.account_id ?? ''),
    acts: acts.toSorted((a, b) => a - b),
  };
}

/** The day by which four in five of those who ever did had acted first; of the tier, or of everybody where it has no past. */
function cutDay(past: readonly Past[], tier: string): number {
  const firsts = (those: readonly Past[]): number[] => those.flatMap(({ acts }) => acts[0] ?? []);
  const own = firsts(past.filter((each) => each.tier === tier));
  return quantileOf(own.length > 0 ? own : firsts(past), CUT_SHARE) ?? FLAG_DAY;
}

const actsBy = ({ acts }: Past, day: number): number => acts.filter((act) => act <= day).length;

function noFirstPieceBy(past: readonly Past[]): Rule {
  const cuts = new Map([...new Set(judged.map(({ tier }) => tier))].map((tier) => [tier, cutDay(past, tier)]));
  const cutOf = ({ tier }: Past): number => Math.min(FLAG_DAY, cuts.get(tier) ?? FLAG_DAY);
  return { isThere: (each) => each.leftOn > cutOf(each), flags: (each) => actsBy(each, cutOf(each)) === 0 };
}

function fewerThanMedian(): Rule {
  const there = judged.filter(({ leftOn }) => leftOn > FLAG_DAY);
  const medians = new Map(
    [...Map.groupBy(there, ({ tier }) => tier)].map(([tier, those]) => [
      tier,
      quantileOf(
        those.map((each) => actsBy(each, FLAG_DAY)),
        0.5,
      ) ?? 0,
    ]),
  );
  return {
    isThere: ({ leftOn }) => leftOn > FLAG_DAY,
    flags: (each) => actsBy(each, FLAG_DAY) < (medians.get(each.tier) ?? 0),
  };
}

interface Rule {
  readonly isThere: (past: Past) => boolean;
  readonly flags: (past: Past) => boolean;
}

function print(name: string, { isThere, flags }: Rule): void {
  const there = judged.filter(isThere);
  const flagged = there.filter(flags);
  const hits = flagged.filter((each) => each.bad).length;
  const badOnes = there.filter((each) => each.bad).length;
  const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(2));
  console.log(
    `${name}: ${there.length} still there, base rate ${share(badOnes, there.length)}, flagged ${share(flagged.length, there.length)}, ` +
      `precision ${share(hits, flagged.length)}, recall ${share(hits, badOnes)}`,
  );
}

print('no first act by the day when 80 % of earlier ones had', noFirstPieceBy(history));
print('the same, cut known from the running cohort', noFirstPieceBy(judged));
print('fewer acts than the median on day 60', fewerThanMedian());
let seed = 1;
const chance = (): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
};
const draws = new Map(judged.map(({ id }) => [id, chance() < 0.21]));
print('chance, one in five', { isThere: ({ leftOn }) => leftOn > 0, flags: ({ id }) => draws.get(id) === true });
