import type { Config } from './config.ts';
import { judgeStatement } from './domain/judge-statement.ts';
import { createModelDrafter } from './drafting/model-drafter.ts';
import { createModelWriter, type ModelLimits } from './drafting/model-writer.ts';
import { readPrompts } from './drafting/prompts.ts';
import { draftFromTemplates } from './drafting/template-drafter.ts';
import type { Writer } from './drafting/writer.ts';
import type { ModelAccess } from './monitor/doctor/model-access.ts';
import type { DraftDeps } from './monitor/draft-deps.ts';
import type { ModelStore } from './monitor/model-store.ts';
import type { Clock } from './shared/clock.ts';
import type { Logger } from './shared/logger.ts';

/** The model of the settings, wired. */
export interface ModelParts {
  readonly writer: Writer;
  readonly access: ModelAccess;
}

interface ModelDeps {
  readonly ledger: ModelStore;
  readonly clock: Clock;
  readonly log: Logger;
}

const PROBE_MS = 5_000;

/** Null: no model is configured, and everything is done by templates. @throws MonitorError `bad_settings` without the prompts */
export async function composeModel(config: Config, { ledger, clock, log }: ModelDeps): Promise<ModelParts | null> {
  const { OPENAI_MODEL: model, OPENAI_API_KEY: apiKey = null, OPENAI_BASE_URL: baseUrl = null } = config.settings;
  if (model === undefined) return null;
  const limits = limitsOf(config);
  // The package of OpenAI is large, and most services have no model.
  const { createModelClient } = await import('./drafting/model-client.ts');
  const client = createModelClient({ model, apiKey, baseUrl });
  const prompts = await readPrompts();
  const part = log.child({ part: 'model' });
  return {
    writer: createModelWriter({ client, model, prompts, limits, ledger, clock, log: part }),
    access: {
      name: model,
      server: baseUrl === null ? 'OpenAI' : new URL(baseUrl).host,
      capUsd: limits.monthlyCapUsd,
      probe: () => client.probe(AbortSignal.timeout(PROBE_MS)),
    },
  };
}

function limitsOf({ monitor: { model } }: Config): ModelLimits {
  const { usd_per_million_input: inUsd, usd_per_million_output: outUsd } = model;
  return {
    timeoutMs: model.timeout_seconds * 1000,
    concurrency: model.concurrency,
    monthlyCapUsd: model.monthly_cap_usd,
    prices: inUsd === null || outUsd === null ? null : { inUsd, outUsd },
  };
}

/** The model's drafter over the templates, or the templates alone. Drafts that nobody waits for leave one place to people. */
export function composeDrafter(
  { playbooks, tiers, monitor }: Config,
  model: ModelParts | null,
  log: Logger,
): Pick<DraftDeps, 'drafter' | 'draftsAtOnce'> {
  if (model === null)
    return {
      drafter: async (request) => ({ outcome: draftFromTemplates(request, playbooks, tiers), author: 'template' }),
    };
  const drafter = createModelDrafter({
    ...{ writer: model.writer, library: playbooks, tiers, log: log.child({ part: 'model' }) },
    judge: judgeStatement,
  });
  return { drafter, draftsAtOnce: Math.max(1, monitor.model.concurrency - 1) };
}
