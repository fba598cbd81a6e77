import type { Account, Instant } from '../../domain/account.ts';
import { stuckOn } from '../../domain/alert.ts';
import type { Assessment, EvidenceItem, StepStanding } from '../../domain/assessment.ts';
import { amongOthersInWords } from '../../domain/rank-words.ts';
import { stateInWords } from '../../domain/standing-words.ts';
import { whoseMove } from '../../domain/whose-move.ts';
import { bold, bullet, code, type Line, type Message, paragraph } from '../message.ts';
import { evidenceLines } from '../messages/alert-task.ts';
import { whoseMoveLines } from '../messages/whose-move-lines.ts';
import { onboardingWorkOf } from '../onboarding-work.ts';
import type { KnownPerson } from '../people-store.ts';
import type { WithdrawnEvent } from '../correction-store.ts';
import { lastWord } from '../value-word.ts';
import { countInWords, evidenceInWords, momentInWords, percent, plural, signalInWords } from '../words.ts';
import { withFleetHold } from '../fleet-hold.ts';
import { alertLines, pauseLines } from './alert-lines.ts';
import { judgeOne } from './judge-now.ts';
import type { AnswerDeps } from './said.ts';

/** `status`: where the account stands. `why`: the same with every number and event behind it. */
export async function standing(
  deps: AnswerDeps,
  account: Account,
  kind: 'status' | 'why',
  now: Instant,
): Promise<Message> {
  const judged = await judgeOne(deps, account, now);
  const [held] = await withFleetHold(deps.store, [{ key: account.key, verdict: judged }], now);
  const verdict = held?.verdict ?? judged;
  const among = amongOthersInWords(verdict);
  const lines = [
    paragraph(bold(`${account.name}: `), `${stateInWords(verdict)}.`),
    paragraph(await standingInWords(deps, account, verdict, now)),
    ...(among === null ? [] : [paragraph(bold('Among others: '), among)]),
    ...(await pauseLines(deps, account, now)),
    ...(await wordLines(deps, account, now)),
  ];
  if (kind === 'status') return [...lines, ...lastSeen(account, verdict)];
  return [
    ...lines,
    ...(await alertLines(deps, account, verdict)),
    paragraph(bold('The numbers: '), numbersInWords(verdict)),
    ...verdict.steps.flatMap((step) => stepLines(step, account)),
    paragraph(bold('What is known of it:')),
    ...evidenceLines({ verdict, account }),
    ...(await withdrawnLines(deps, account, now)),
    ...(await moveLines(deps, account, verdict)),
  ];
}

export async function standingInWords(
  { store }: Pick<AnswerDeps, 'store'>,
  account: Account,
  verdict: Assessment,
  now: Instant,
): Promise<string> {
  const plan = (await store.plans.inForce([account.key], now)).get(account.key);
  const step = stuckOn(verdict);
  const progress =
    plan === undefined || verdict.progress === null
      ? 'no plan is in force'
      : `plan version ${plan.version}; progress ${percent(verdict.progress)}${verdict.expected === null ? '' : `, expected by now ${percent(verdict.expected)}`}`;
  const stuck =
    verdict.daysStuck === null
      ? ''
      : `; ${plural(verdict.daysStuck, 'day')} without progress${step === null ? '' : ` on “${step}”`}`;
  const clocks = verdict.day === verdict.activeDay ? '' : ` (${verdict.activeDay} without pauses)`;
  return `Day ${verdict.day}${clocks}; ${progress}${stuck}.`;
}

/** Which numbers the verdict was read from, each beside its limit. */
export function numbersInWords(verdict: Assessment): string {
  const { day, activeDay, coreDays, activeDays, daysStuck, patienceDays, earlyDays } = verdict;
  const paused = day === activeDay ? '' : ` (${plural(activeDay, 'day')} without pauses)`;
  const waits =
    daysStuck === null || patienceDays === null
      ? ''
      : `; ${plural(daysStuck, 'day')} without progress, where this step may take ${patienceDays}`;
  const late =
    verdict.openStep === null ? '' : verdict.late ? '; late for the open step' : '; not late for the open step';
  return `day ${day}${paused}; use on ${coreDays} and activity on ${activeDays} of the dates since seven working days ago${waits}${late}; no use at all would be an early alert from day ${earlyDays}.`;
}

/** How many receipts a step shows; the rest is a number. */
const RECEIPTS = 3;

function stepLines(step: StepStanding, account: Account): readonly Line[] {
  const done =
    step.reachedAt === null
      ? `${countInWords(step)}, target day ${step.byDay}`
      : `reached ${momentInWords(step.reachedAt, account.zone)}`;
  const shown = step.evidence.slice(-RECEIPTS);
  const more = step.evidence.length - shown.length;
  return [
    bullet(bold(step.name), `: ${done} (${signalInWords(step.signal)})`),
    ...shown.map((item) => receiptLine(item, account)),
    ...(more > 0 ? [bullet(`and ${more} before ${more === 1 ? 'it' : 'them'} that count`)] : []),
  ];
}

/** With the event's id: by it the event can be looked up, or withdrawn. */
const receiptLine = (item: EvidenceItem, { zone }: Account): Line =>
  bullet(`${evidenceInWords(item, zone)} · `, code(item.messageId));

function lastSeen(account: Account, { recent }: Assessment): readonly Line[] {
  const last = recent.at(-1);
  return last === undefined ? [] : [paragraph(bold('Last seen: '), ...receiptLine(last, account).spans)];
}

/** What a person said of first value, with who and when. */
async function wordLines({ store }: AnswerDeps, account: Account, now: Instant): Promise<readonly Line[]> {
  const word = await lastWord(store, account, now);
  if (word === null) return [];
  const said = `${nameOf(word.by, await store.people.all())} on ${momentInWords(word.at, account.zone)}`;
  return word.reachedAt === null
    ? [paragraph(bold('Not reached, says '), `${said}: ${word.reason ?? ''}`)]
    : [paragraph(bold('Recorded by hand '), `by ${said}; no event touches it.`)];
}

async function moveLines(deps: AnswerDeps, account: Account, verdict: Assessment): Promise<readonly Line[]> {
  const { people } = await deps.crew();
  const workOf = await onboardingWorkOf(deps.store, people, [account.key]);
  return whoseMoveLines(whoseMove(verdict, workOf(account.key)));
}

async function withdrawnLines({ store }: AnswerDeps, account: Account, now: Instant): Promise<readonly Line[]> {
  const events = (await store.corrections.withdrawn([account.key], now)).get(account.key) ?? [];
  if (events.length === 0) return [];
  const people = await store.people.all();
  const line = ({ messageId, by, at, reason }: WithdrawnEvent): Line =>
    bullet(code(messageId), `: ${reason} (${nameOf(by, people)}, ${momentInWords(at, account.zone)})`);
  return [
    paragraph(bold(`${plural(events.length, 'event')} withdrawn, and counted nowhere:`)),
    ...events.slice(-RECEIPTS).map(line),
  ];
}

const nameOf = (id: number, people: readonly KnownPerson[]): string =>
  people.find((person) => person.id === id)?.name ?? 'a colleague';
