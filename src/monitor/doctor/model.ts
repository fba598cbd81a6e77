import { utcMonthOf } from '../../domain/local-date.ts';
import type { ModelUsage } from '../model-store.ts';
import { plural } from '../words.ts';
import type { ModelAccess, ProbedModel } from './model-access.ts';
import { type Check, failure, type Finding, ok, warning } from './finding.ts';

export const checkModel: Check = async ({ model, store }, now) => {
  if (model === null) return [ok('model', 'none: the template drafter does all drafting')];
  const usage = (await store.model.usage()).filter(({ month }) => month === utcMonthOf(now));
  return [serverFinding(model, await model.probe()), costFinding(model, usage)];
};

const MEANWHILE = 'until then the templates draft';

function serverFinding({ name, server }: ModelAccess, probed: ProbedModel): Finding {
  if (probed.kind === 'refuses')
    return failure('model', `${server} refuses us: ${probed.detail}`, `check OPENAI_API_KEY; ${MEANWHILE}`);
  if (probed.kind === 'unreachable')
    return warning('model', `${server} does not answer: ${probed.detail}`, `check OPENAI_BASE_URL; ${MEANWHILE}`);
  if (probed.knows === false)
    return warning('model', `${server} lists no model “${name}”`, `check OPENAI_MODEL; ${MEANWHILE}`);
  return ok('model', `${name} at ${server}`);
}

function costFinding({ capUsd }: ModelAccess, usage: readonly ModelUsage[]): Finding {
  const sum = (of: (row: ModelUsage) => number): number => usage.reduce((total, row) => total + of(row), 0);
  const spent = sum(({ costUsd }) => costUsd);
  const unpriced = sum(({ unpricedRequests }) => unpricedRequests);
  const usable = sum(({ outcome, pieces }) => (outcome === 'written' || outcome === 'cached' ? pieces : 0));
  const pieces = plural(
    sum((row) => row.pieces),
    'piece',
  );
  const money = `about $${spent.toFixed(2)}${capUsd === null ? ', no cap is set' : ` of $${capUsd}`}`;
  const says = `${pieces} of writing this month, ${usable} usable; ${money}${unpriced === 0 ? '' : `; ${plural(unpriced, 'request')} without a price`}`;
  if (capUsd !== null && spent >= capUsd)
    return warning('model costs', says, 'the templates draft until next month; model.monthly_cap_usd raises the cap');
  if (unpriced > 0)
    return warning('model costs', says, 'set model.usd_per_million_input and model.usd_per_million_output');
  return ok('model costs', says);
}
