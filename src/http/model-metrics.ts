import type { ModelUsage } from '../monitor/model-store.ts';
import type { Metric } from './prometheus.ts';

/** What the model was asked and cost, from the database: a restart begins no counter anew, and every process counts into the same. */
export function modelMetrics(usage: readonly ModelUsage[]): readonly Metric[] {
  const counter = (name: string, help: string, samples: Metric['samples']): Metric => ({
    ...{ name, help, samples },
    type: 'counter',
  });
  const by = (labelsOf: (row: ModelUsage) => Labels, figureOf: (row: ModelUsage) => number) =>
    [...Map.groupBy(usage, (row) => JSON.stringify(labelsOf(row)))].map(([labels, rows]) => ({
      labels: JSON.parse(labels) as Labels,
      value: rows.reduce((sum, row) => sum + figureOf(row), 0),
    }));
  const purpose = ({ purpose }: ModelUsage): Labels => ({ purpose });
  const tokens = (direction: string, of: (row: ModelUsage) => number) =>
    by((row) => ({ purpose: row.purpose, direction }), of);
  return [
    counter(
      'fvm_model_calls_total',
      'Pieces of writing that a model was asked for, by what came of them: written, cached, or why there was no usable answer.',
      by(
        (row) => ({ purpose: row.purpose, outcome: row.outcome }),
        ({ pieces }) => pieces,
      ),
    ),
    counter(
      'fvm_model_requests_total',
      'Requests to the model server, repeats and repairs included.',
      by(purpose, ({ requests }) => requests),
    ),
    counter('fvm_model_tokens_total', 'Tokens sent and received.', [
      ...tokens('input', ({ tokensIn }) => tokensIn),
      ...tokens('output', ({ tokensOut }) => tokensOut),
    ]),
    counter(
      'fvm_model_cost_usd_total',
      'Estimated cost in US dollars, of the requests whose prices are set.',
      by(purpose, ({ costUsd }) => costUsd),
    ),
  ];
}

type Labels = Readonly<Record<string, string>>;
