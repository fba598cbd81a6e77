import type { Account } from '../../domain/account.ts';
import type { Judgement } from '../../domain/judge-statement.ts';
import type { Colleague } from '../../domain/owner.ts';
import type { Plan } from '../../domain/plan.ts';
import { bold, bullet, code, type Line, type Message, mention, paragraph, text } from '../message.ts';
import { keyedLink } from '../outbox.ts';
import { shorten } from './alert-facts.ts';
import { dayInWords, plural, signalInWords } from '../words.ts';

export interface DraftFacts {
  readonly key: string;
  readonly account: Account;
  readonly plan: Plan;
  readonly rationale: string;
  /** In force at once (`approval: auto`), or waiting for the person mentioned. */
  readonly mode: 'required' | 'auto';
  readonly lead: Colleague | null;
  /** What an earlier rule would have said: it was true already, so this one asks for more. */
  readonly alreadyTrue: { readonly statement: string; readonly on: number } | null;
  readonly version: number;
  readonly judgement: Judgement;
}

/** Characters; it quotes the account's goals, and whoever wrote a book there still leaves room for how to answer. */
const LONGEST_RATIONALE = 800;

/** The comment by which an onboarding lead approves: what, how it is seen, by when, why it is value, how to answer. */
export function draftComment(facts: DraftFacts): Message {
  const { account, plan, lead } = facts;
  const waits = facts.mode === 'required';
  const greeting = lead === null ? [] : [mention(lead), text(' ')];
  return [
    paragraph(
      ...greeting,
      bold(
        waits
          ? `First-value milestone for ${account.name}, for you to approve`
          : `First-value milestone for ${account.name}, in force from now`,
      ),
    ),
    ...alreadyTrueLines(facts),
    paragraph(bold('Milestone: '), plan.statement),
    ...planLines(account, plan),
    ...whyLines(facts),
    ...(waits
      ? answerLines()
      : [
          paragraph(
            'Nothing to do. To change it, reply here with ',
            code('edit'),
            ' and new lines, or ',
            code('reject'),
            ' and a reason.',
          ),
        ]),
    paragraph(`Version ${facts.version} · First Value Monitor, an agent · `, accountLink(facts)),
  ];
}

/** How the milestone is observed, its steps and target days; also shown when a plan is edited or asked for. */
export function planLines(account: Account, plan: Plan): readonly Line[] {
  const target = (day: number): string => `day ${day} (${dayInWords(account.startedOn + day)})`;
  const steps = plan.steps.map((step) =>
    bullet(`${step.name}: ${signalInWords(step.signal)}, by ${target(step.byDay)}`),
  );
  return [
    paragraph(bold('How it is observed: '), signalInWords(plan.signal)),
    paragraph(
      bold('Target: '),
      `by ${target(plan.byDay)}; day 0 is ${dayInWords(account.startedOn)}${account.startedFrom === 'task' ? ', the day this task was created, since no start date is set' : ''}`,
    ),
    ...(steps.length === 0
      ? []
      : [
          paragraph(
            bold(`${plural(steps.length, 'step')} on the way${plan.ordered === true ? ', in this order' : ''}:`),
          ),
          ...steps,
        ]),
    paragraph(bold('Counts as use: '), plan.coreEvents.join(', ')),
  ];
}

/** The claim that it is value is made only where the linter agrees; a person may still decide otherwise. */
function whyLines({ judgement, rationale }: DraftFacts): readonly Line[] {
  const why = shorten(rationale, LONGEST_RATIONALE);
  if (judgement.pass) return [paragraph(bold('Why this is value and not setup: '), why)];
  return [paragraph(bold('Why: '), why), ...doubtLines(judgement)];
}

/** One line when a statement does not pass the linter: what it is by its words, why, and how to mend it. */
export function doubtLines({ verdict, pass, reason, mend }: Judgement): readonly Line[] {
  if (pass) return [];
  return [paragraph(bold(`Please look again: by its words this is ${DOUBT[verdict]}. `), `${reason} ${mend}`)];
}

const DOUBT = {
  value: 'value',
  setup: 'set-up, not value',
  login: 'a login, not value',
  vanity: 'a vanity figure, not value',
  vague: 'too vague to be observed',
} as const;

function alreadyTrueLines({ alreadyTrue }: DraftFacts): readonly Line[] {
  if (alreadyTrue === null) return [];
  return [
    paragraph(
      `“${alreadyTrue.statement}” has been true since ${dayInWords(alreadyTrue.on)}, so this draft asks for more.`,
    ),
  ];
}

export const answerLines = (): readonly Line[] => [
  paragraph(bold('Answer in this thread:')),
  bullet(code('approve'), ' puts it in force, exactly as written here'),
  bullet(code('edit'), ' and lines such as ', code('by day: 14'), ' or ', code('count: 5'), ' shows you a new version'),
  bullet(code('reject REASON'), ' drops it; the reason goes into the next draft'),
];

function accountLink({ account, key }: DraftFacts) {
  return account.taskUrl === null ? text(account.name) : keyedLink('account', account.taskUrl, key);
}

/** Asked instead of guessing when the account says too little (or two things at once). */
export function questionComment(account: Account, question: string, lead: Colleague | null, key: string): Message {
  const greeting = lead === null ? [] : [mention(lead), text(' ')];
  return [
    paragraph(...greeting, bold(`One question before I draft a milestone for ${account.name}`)),
    paragraph(question),
    paragraph(
      'Fill it in on this task (use case, goals or tier) and I draft at once, or reply ',
      code('redraft'),
      ' when it is there.',
    ),
    paragraph(
      'First Value Monitor, an agent · ',
      account.taskUrl === null ? text(account.name) : keyedLink('account', account.taskUrl, key),
    ),
  ];
}
