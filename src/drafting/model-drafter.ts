import type { DraftOutcome, DraftRequest, RunnerUp } from '../domain/drafting.ts';
import { originOf, type PlaybookLibrary } from '../domain/playbook.ts';
import type { Tiers } from '../domain/tier.ts';
import type { DrafterAnswer } from '../monitor/draft-deps.ts';
import type { Logger } from '../shared/logger.ts';
import { complaintsOf, type DraftChecks, type JudgeStatement } from './check-draft.ts';
import { CritiqueAnswer, DraftAnswer, type WrittenPlan } from './draft-answer.ts';
import { critiqueFacts, draftFacts } from './draft-facts.ts';
import { type DraftSituation, draftSituation, isThin } from './draft-situation.ts';
import { type BoundAnswer, planFromAnswer } from './plan-from-answer.ts';
import type { Writer } from './writer.ts';

export interface ModelDrafterDeps {
  readonly writer: Writer;
  readonly library: PlaybookLibrary;
  readonly tiers: Tiers;
  readonly judge: JudgeStatement;
  readonly log: Logger;
}

/**
 * Drafts with a model: the template's draft is the starting point, code binds and checks what the model writes, a second prompt
 * judges it. Whatever goes wrong on the way, the template's outcome stands. Never throws.
 */
export function createModelDrafter(deps: ModelDrafterDeps): (request: DraftRequest) => Promise<DrafterAnswer> {
  return async (request) => {
    const situation = draftSituation(request, deps.library, deps.tiers);
    const fallback: DrafterAnswer = { outcome: situation.template, author: 'template' };
    if (isThin(situation)) return fallback;
    const facts = draftFacts(situation);
    const checks: DraftChecks = { situation, facts, judge: deps.judge };
    const written = await deps.writer.write({
      purpose: 'draft-plan',
      facts,
      schema: DraftAnswer,
      check: (answer) => complaintsOf(answer, checks),
    });
    if (written.kind === 'unusable') return fallback;
    const { plan, question } = written.answer;
    const { prompt } = written;
    if (plan === null) return { outcome: questionOf(situation, question ?? ''), author: 'model', prompt };
    const bound = planFromAnswer(plan, situation);
    const rationale = rationaleOf(plan);
    if (!(await isAcceptable(deps, situation, bound, rationale))) return fallback;
    return { outcome: outcomeOf(situation, bound, rationale, deps.library), author: 'model', prompt };
  };
}

async function isAcceptable(
  { writer, log }: ModelDrafterDeps,
  situation: DraftSituation,
  { plan }: BoundAnswer,
  rationale: string,
): Promise<boolean> {
  const facts = critiqueFacts(situation, plan, rationale);
  const judged = await writer.write({ purpose: 'critique', facts, schema: CritiqueAnswer, check: () => [] });
  if (judged.kind === 'unusable') return false;
  if (!judged.answer.acceptable)
    log.info({ prompt: judged.prompt }, 'the critique refused a model’s draft, template used');
  return judged.answer.acceptable;
}

/** The model's words on the template's question; why it must be asked is the template's own. */
function questionOf({ template }: DraftSituation, question: string): DraftOutcome {
  return template.kind === 'question' ? { ...template, question } : template;
}

/** The quotation is put in by code: it stands in the account's own words. */
const rationaleOf = ({ rationale, quote }: WrittenPlan): string =>
  quote === null ? rationale : `${rationale} It answers the account's own words: “${quote.trim()}”.`;

function outcomeOf(
  { template, closest }: DraftSituation,
  { plan, playbook }: BoundAnswer,
  rationale: string,
  library: PlaybookLibrary,
): DraftOutcome {
  const templates = template.kind === 'plan' ? [...library.playbooks, library.general] : [];
  const own = templates.find(({ id }) => template.kind === 'plan' && id === template.playbook);
  const serving = playbook ?? own ?? closest[0] ?? library.general;
  return {
    kind: 'plan',
    plan,
    playbook: serving.id,
    origin: originOf(serving, 'model'),
    rationale,
    runnerUp: runnerUpOf(template, plan.signal.event),
  };
}

/** The template's own draft is the other choice, where it watches something else. */
function runnerUpOf(template: DraftOutcome, events: readonly string[]): RunnerUp | null {
  if (template.kind === 'question') return null;
  const [event = ''] = template.plan.signal.event;
  if (events.includes(event)) return template.runnerUp;
  return { playbook: template.playbook, statement: template.plan.statement, event };
}
