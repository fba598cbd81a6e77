import { accountPages } from '../account-pages.ts';
import { plural } from '../words.ts';
import { type Check, ok, warning } from './finding.ts';

/** How many names a line shows before it only counts. */
const NAMES_SHOWN = 5;

export const checkCountries: Check = async ({ store, rules }) => {
  const { knowsCountry = () => true } = rules;
  const unknown = new Map<string, string>();
  for await (const accounts of accountPages(store.accounts)) {
    for (const { country, name } of accounts)
      if (country !== null && !unknown.has(country) && !knowsCountry(country)) unknown.set(country, name);
  }
  if (unknown.size === 0) return [ok('countries', 'the public holidays of every country named are known')];
  const named = [...unknown].slice(0, NAMES_SHOWN).map(([country, name]) => `“${country}” (${name})`);
  return [
    warning(
      'countries',
      `${plural(unknown.size, 'country', 'countries')} without known public holidays: ${named.join(', ')}`,
      'write the Country of these accounts as a code or an English name: DE, DE-BY, Germany',
    ),
  ];
};
