import { createRequire } from 'node:module';
import type { Day } from '../domain/account.ts';
import type { IsHoliday } from '../domain/calendar.ts';
import { DAY_MS, HOUR_MS } from '../domain/duration.ts';
import { isoToDay } from '../domain/local-date.ts';
import { type Place, readPlace } from './country.ts';

/** The public holidays of countries and of their parts. */
export interface HolidayBook {
  /**
   * Says of a date whether it is a public holiday there. `country` is a code of ISO 3166 (`DE`, `DE-BY`) or a name; null: no such
   * country, or no such part of it, is known.
   */
  of(country: string): IsHoliday | null;
}

type Library = typeof import('date-holidays').default;

/**
 * Holidays out of the package `date-holidays`, which is loaded when the first country is asked for: it is large, and many
 * commands need none. Each year of each country is reckoned once, however many accounts live there.
 */
export function createHolidayBook(): HolidayBook {
  const calendars = new Map<string, IsHoliday | null>();
  return {
    of(country) {
      const known = calendars.get(country);
      if (known !== undefined) return known;
      const calendar = calendarOf(country);
      // People write what they like into a field: a full book is started afresh rather than let grow without end.
      if (calendars.size >= MOST_CALENDARS) calendars.clear();
      calendars.set(country, calendar);
      return calendar;
    },
  };
}

const MOST_CALENDARS = 2_000;
const years = new Map<string, IsHoliday>();
let loaded: Library | null = null;
let countries: ReadonlyMap<string, string> | null = null;

function library(): Library {
  loaded ??= createRequire(import.meta.url)('date-holidays') as Library;
  return loaded;
}

function calendarOf(text: string): IsHoliday | null {
  countries ??= new Map(Object.entries(new (library())().getCountries()));
  const place = readPlace(text, countries);
  if (place === null || !hasRegion(place)) return null;
  const key = `${place.country}-${place.region ?? ''}`;
  const kept = years.get(key) ?? byYear((year) => holidaysOf(place, year));
  years.set(key, kept);
  return kept;
}

function hasRegion({ country, region }: Place): boolean {
  return region === null || Object.hasOwn(new (library())().getStates(country) ?? {}, region);
}

function byYear(daysOf: (year: number) => ReadonlySet<Day>): IsHoliday {
  const known = new Map<number, ReadonlySet<Day>>();
  return (day) => {
    const year = new Date(day * DAY_MS).getUTCFullYear();
    const days = known.get(year) ?? daysOf(year);
    known.set(year, days);
    return days.has(day);
  };
}

function holidaysOf({ country, region }: Place, year: number): ReadonlySet<Day> {
  const calendar = region === null ? new (library())(country) : new (library())(country, region);
  const days = new Set<Day>();
  // A holiday of several days may begin in the year before.
  for (const each of [year - 1, year])
    for (const holiday of calendar.getHolidays(each))
      if (isRest(holiday)) for (const day of datesOf(holiday)) days.add(day);
  return days;
}

interface Holiday {
  readonly date: string;
  readonly start: Date;
  readonly end: Date;
  readonly type: string;
}

/** Days on which offices are closed; the rest of the list is school, custom and remembrance. */
const isRest = ({ type }: Holiday): boolean => type === 'public' || type === 'bank';

/** Local dates of which it covers noon, as a pause does: the afternoon of Christmas Eve leaves a working day. */
function datesOf({ date, start, end }: Holiday): readonly Day[] {
  const first = isoToDay(date.slice(0, 10));
  if (first === null) return [];
  const from = Number(date.slice(11, 13)) * HOUR_MS;
  const until = from + (end.getTime() - start.getTime());
  const count = Math.floor((until - DAY_MS / 2) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, index) => first + index).slice(from > DAY_MS / 2 ? 1 : 0);
}
