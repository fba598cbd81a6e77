/** Which country, and which part of it, a text means: what people write into a field becomes a code of ISO 3166. */

/** `DE`, with the part of the country where one is named: `DE-BY`. */
export interface Place {
  readonly country: string;
  readonly region: string | null;
}

/** What people write that is neither a code nor a name that the runtime knows. */
const ALSO_CALLED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    uk: 'GB',
    'great britain': 'GB',
    britain: 'GB',
    england: 'GB-ENG',
    scotland: 'GB-SCT',
    wales: 'GB-WLS',
    'northern ireland': 'GB-NIR',
    usa: 'US',
    'united states of america': 'US',
    america: 'US',
    holland: 'NL',
    'czech republic': 'CZ',
    turkey: 'TR',
    uae: 'AE',
    korea: 'KR',
    'russian federation': 'RU',
    'viet nam': 'VN',
    'hong kong': 'HK',
    macao: 'MO',
  }),
);

/** Languages whose names of countries are understood, beside each country's own. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'];

const CODE = /^([a-z]{2})(?:[-_ ]([a-z0-9]{1,3}))?$/i;

/**
 * Reads a country by its ISO code, with a region or without, or by its name in English, in some other languages or its own; case
 * and accents do not matter. Null: it names none of `countries`.
 */
export function readPlace(text: string, countries: ReadonlyMap<string, string>): Place | null {
  const written = plain(text);
  const code = ALSO_CALLED.get(written) ?? (CODE.test(text.trim()) ? text.trim() : null);
  const [, country, region = null] = CODE.exec(code ?? '') ?? [];
  const known = country === undefined ? byName(written, countries) : country.toUpperCase();
  return known === null || !countries.has(known) ? null : { country: known, region: region?.toUpperCase() ?? null };
}

let names: ReadonlyMap<string, string> | null = null;

function byName(written: string, countries: ReadonlyMap<string, string>): string | null {
  names ??= namesOf(countries);
  return names.get(written) ?? null;
}

function namesOf(countries: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const readers = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }));
  const found = new Map<string, string>();
  for (const [code, own] of countries) {
    for (const name of [own, ...readers.map((reader) => reader.of(code))])
      if (name !== undefined && !found.has(plain(name))) found.set(plain(name), code);
  }
  return found;
}

/** Letters and single spaces, lower case, without accents and without “the”. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '');
}
