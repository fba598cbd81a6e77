import type { BriefDesk, EvaluationDeps } from './cli/kit.ts';
import { composeDrafter, composeModel } from './compose-model.ts';
import type { Config } from './config.ts';
import type { NamedDrafter } from './domain/brief-score.ts';
import { briefAnswer, readBrief } from './drafting/brief.ts';
import { readLabelledBrief, readLabelledStatement } from './drafting/labelled.ts';
import { draftFromTemplates } from './drafting/template-drafter.ts';
import type { ModelStore } from './monitor/model-store.ts';
import type { Store } from './monitor/store.ts';
import { systemClock } from './shared/clock.ts';
import { MonitorError } from './shared/errors.ts';
import { createLogger } from './shared/logger.ts';
import { openDatabase } from './storage/engine.ts';
import { migrate } from './storage/migrate.ts';
import { createStore } from './storage/store.ts';

/** The command `draft --brief`: needs no database, except for what a model costs. */
export async function openBriefs(config: Config, logTo: NodeJS.WritableStream): Promise<BriefDesk> {
  const log = createLogger('warn', logTo);
  const store = config.settings.OPENAI_MODEL === undefined ? null : await openStore(config);
  const model = store === null ? null : await composeModel(config, { ledger: store.model, clock: systemClock, log });
  const { drafter } = composeDrafter(config, model, log);
  return {
    async answer(line) {
      const brief = readBrief(line);
      if (brief.kind === 'unreadable') throw new MonitorError('bad_input', brief.why);
      const { outcome, author } = await drafter(brief.request);
      return briefAnswer(brief.id, outcome, author);
    },
    close: async () => store?.close(),
  };
}

async function openStore({ settings }: Config): Promise<Store> {
  const database = openDatabase(settings.DATABASE_URL);
  await migrate(database);
  return createStore(database.db);
}

/** The command `eval`: the files of the project's own sets, and whoever drafts. */
export const evaluation: EvaluationDeps = {
  readStatement: readLabelledStatement,
  readBrief: readLabelledBrief,
  async openDrafters(config, logTo) {
    const { playbooks, tiers } = config;
    const template: NamedDrafter = {
      name: 'template',
      draft: async (request) => ({
        outcome: draftFromTemplates(request, playbooks, tiers),
        author: 'template',
        costUsd: 0,
      }),
    };
    if (config.settings.OPENAI_MODEL === undefined) return { drafters: [template], close: async () => undefined };
    const store = await openStore(config);
    return { drafters: [template, await measuredModel(config, store, logTo)], close: () => store.close() };
  },
};

/** The model's drafter, asked afresh each time: a kept answer has neither latency nor cost. What it costs is in the month's bill. */
async function measuredModel(config: Config, store: Store, logTo: NodeJS.WritableStream): Promise<NamedDrafter> {
  let spent: number | null = 0;
  const ledger: ModelStore = {
    ...store.model,
    answer: async () => null,
    async count(piece) {
      if (piece.requests > 0) spent = spent === null || piece.costUsd === null ? null : spent + piece.costUsd;
      await store.model.count(piece);
    },
  };
  const log = createLogger('warn', logTo);
  const { drafter } = composeDrafter(config, await composeModel(config, { ledger, clock: systemClock, log }), log);
  return {
    name: 'model',
    async draft(request) {
      spent = 0;
      return { ...(await drafter(request)), costUsd: spent };
    },
  };
}
