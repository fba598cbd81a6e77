/** What a scraper reads: by metric the names of its labels, and by sample its value. */
export interface Exposition {
  readonly types: ReadonlyMap<string, string>;
  readonly help: ReadonlyMap<string, string>;
  readonly samples: ReadonlyMap<string, number>;
}

export function readExposition(text: string): Exposition {
  const [types, help] = [new Map<string, string>(), new Map<string, string>()];
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, kind, name = '', said = ''] = /^# (TYPE|HELP) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'TYPE') types.set(name, said);
    else if (kind === 'HELP') help.set(name, said);
    const [, sample, value] = /^([a-z_]+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    if (sample !== undefined) samples.set(sample, Number(value));
  }
  return { types, help, samples };
}
