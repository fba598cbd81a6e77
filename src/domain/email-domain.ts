/** What somebody wrote for e-mail domains, taken apart. */
export interface DomainsReading {
  /** Lower case, without the @, each once. */
  readonly domains: readonly string[];
  /** What is no domain, as it was written: it would match nobody. */
  readonly wrong: readonly string[];
}

/** Labels of letters, digits and hyphens, joined by points; an international name may be written as people read it. */
const DOMAIN = /^[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+$/u;

/** Reads e-mail domains the same wherever people write them: `@foo.com; Bar.example` are foo.com and bar.example. */
export function domainsIn(texts: readonly string[]): DomainsReading {
  const written = texts
    .flatMap((text) => text.split(/[\s,;]+/))
    .map((word) => word.replace(/^@/, ''))
    .filter((word) => word !== '');
  const isDomain = (word: string): boolean => DOMAIN.test(word);
  return {
    domains: [...new Set(written.filter(isDomain).map((word) => word.toLowerCase()))],
    wrong: written.filter((word) => !isDomain(word)),
  };
}

/** What to write instead. */
export const DOMAIN_WAY_OUT =
  'write the part behind the @, e.g. example.com; a sub-domain is another domain, so list each';
