import { Counter, type Registry } from 'prom-client';
import type { ModelUsage } from '../monitor/model-store.ts';

/** What the model was asked and cost, from the database: a restart begins no counter anew, and every process counts into the same. */
export function addModelCounters(registry: Registry): (usage: readonly ModelUsage[]) => void {
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]): Counter<Label> =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const calls = counter(
    'fvm_model_calls_total',
    'Pieces of writing that a model was asked for, by what came of them: written, cached, or why there was no usable answer.',
    'purpose',
    'outcome',
  );
  const requests = counter(
    'fvm_model_requests_total',
    'Requests to the model server, repeats and repairs included.',
    'purpose',
  );
  const tokens = counter('fvm_model_tokens_total', 'Tokens sent and received.', 'purpose', 'direction');
  const cost = counter(
    'fvm_model_cost_usd_total',
    'Estimated cost in US dollars, of the requests whose prices are set.',
    'purpose',
  );
  return (usage) => {
    for (const each of [calls, requests, tokens, cost]) each.reset();
    for (const { purpose, outcome, ...row } of usage) {
      calls.inc({ purpose, outcome }, row.pieces);
      requests.inc({ purpose }, row.requests);
      tokens.inc({ purpose, direction: 'input' }, row.tokensIn);
      tokens.inc({ purpose, direction: 'output' }, row.tokensOut);
      cost.inc({ purpose }, row.costUsd);
    }
  };
}
