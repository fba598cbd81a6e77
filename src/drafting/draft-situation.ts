import type { ReadEvent } from '../domain/draft-event-nature.ts';
import type { DraftOutcome, DraftRequest } from '../domain/drafting.ts';
import type { Playbook, PlaybookLibrary } from '../domain/playbook.ts';
import type { Tiers } from '../domain/tier.ts';
import { rankVerticals } from '../domain/vertical-recognition.ts';
import { type Candidate, milestoneCandidates } from './milestone-candidates.ts';
import { targetDay } from './plan-from-template.ts';
import { type Reading, readRequest } from './reading.ts';
import { draftFromTemplates } from './template-drafter.ts';

/** Everything that code knows before a model is asked, and by which it judges the model's draft afterwards. */
export interface DraftSituation {
  readonly request: DraftRequest;
  readonly reading: Reading;
  readonly template: DraftOutcome;
  /** The playbooks that fit best, the template's own first. */
  readonly closest: readonly Playbook[];
  /** Their milestones on events of this catalogue, the best first. */
  readonly candidates: readonly Candidate[];
  /** The day that the tier and the playbook set for a milestone that no template knows. */
  readonly byDay: number;
}

const MOST_PLAYBOOKS = 3;

export function draftSituation(request: DraftRequest, library: PlaybookLibrary, tiers: Tiers): DraftSituation {
  const reading = readRequest(request, tiers);
  const template = draftFromTemplates(request, library, tiers);
  const ranked = rankVerticals(request, reading.events, library.playbooks).map(({ playbook }) => playbook);
  const own = template.kind === 'plan' ? ranked.filter(({ id }) => id === template.playbook) : [];
  const closest = [...new Set([...own, ...ranked])].slice(0, MOST_PLAYBOOKS);
  return {
    request,
    reading,
    template,
    closest,
    candidates: closest.flatMap((playbook) => milestoneCandidates(playbook, reading)),
    byDay: template.kind === 'plan' ? template.plan.byDay : usualDay(closest[0] ?? library.general, reading),
  };
}

function usualDay({ milestones }: Playbook, reading: Reading): number {
  const [first] = milestones;
  return first === undefined ? (reading.tier.rules.earlyDays ?? 30) : targetDay(first, reading);
}

/** Fewer words than this in use case and goals say nothing that a model could go by. */
const FEWEST_WORDS = 4;

/** Too little is known for any draft: then the template's question stands, and no model is asked. */
export function isThin({ reading, template }: DraftSituation): boolean {
  if (template.kind === 'plan') return false;
  const words = new Set([...reading.useCase, ...reading.goals].filter((word) => word.length > 2));
  return words.size < FEWEST_WORDS || !reading.events.some(canShowWork);
}

/** Neither set-up nor sign-in, nor merely looked at or gone wrong: by its kind where it has one, else by its name. */
export function canShowWork({ event, nature }: ReadEvent): boolean {
  if (event.kind === 'core') return true;
  return nature === 'outcome' || nature === 'input' || nature === 'other';
}
