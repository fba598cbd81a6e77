import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { addDatabaseGauges } from '../../src/metrics/database-gauges.ts';
import { createMeters } from '../../src/metrics/meters.ts';
import { emptyStore } from '../monitor/store.ts';
import { readExposition } from './exposition.ts';

/** The files that operators are given in ops/ ask for metrics and labels that there are. */

const read = (file: string): string => readFileSync(new URL(`../../ops/${file}`, import.meta.url), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string };
}
const rules = (load(read('prometheus-alerts.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}
const { panels } = JSON.parse(read('grafana-dashboard.json')) as { panels: Panel[] };

const asked: readonly (readonly [string, string])[] = [
  ...rules.map(({ alert, expr }) => [`alert ${alert}`, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [`panel ${title}`, expr] as const)),
];

/** Of Prometheus itself. */
const UP = 'up';

describe('what operators are given', () => {
  let known: ReadonlySet<string>;
  beforeAll(async () => {
    const store = await emptyStore();
    const { registry } = createMeters('1.2.3', []);
    const deps = { store, rateWindow: async () => null, busy: () => new Map(), hasWebhook: true };
    await addDatabaseGauges(registry, deps)(0);
    const { types } = readExposition(await registry.metrics());
    const parts = (name: string, type: string): readonly string[] =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
    known = new Set([UP, ...[...types].flatMap(([name, type]) => parts(name, type))]);
    await store.close();
  });

  it.each(asked)('%s asks for metrics that there are', (_title, expr) => {
    const names = expr.match(/\b(?:up|(?:fvm|process|nodejs)_[a-z_]+)\b/g) ?? [];
    expect(names).not.toEqual([]);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('has a sentence for each alert, and each alert stands once', () => {
    expect(rules.filter(({ annotations }) => !/\.$/.test(annotations.summary))).toEqual([]);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });
});
