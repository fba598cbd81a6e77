import type { Account } from '../../domain/account.ts';
import { EDIT_LINES, editPlan } from '../../domain/plan-edit.ts';
import type { BoardComment } from '../board.ts';
import { draftKey, draftPlan, storeDraft } from '../draft-plan.ts';
import { bold, bullet, code, type Message, paragraph } from '../message.ts';
import { planLines } from '../messages/draft-comment.ts';
import type { PlanRecord } from '../store.ts';
import { dayInWords, momentInWords } from '../words.ts';
import { noteAct } from './act.ts';
import type { Act, AnswerDeps } from './said.ts';

/** What leads say about plans. Each returns the reply; the effect is in the transaction that the comment is heard in. */

/** The plan as shown comes into force: bound to its text, to who said it, when, and in which comment. */
export async function approve(deps: AnswerDeps, { account, person, comment, now }: Act): Promise<Message> {
  const versions = await deps.store.plans.versions(account.key);
  const shown = await versionShown(deps, account, versions, comment);
  const newest = versions.at(-1);
  if (shown === undefined || newest === undefined)
    return [paragraph('There is no draft to approve yet. ', code('redraft'), ' asks for one.')];
  if (shown.version !== newest.version)
    return [
      paragraph(
        `This is version ${shown.version}; version ${newest.version} has replaced it. Answer in its thread, or mention me with `,
        code('approve'),
        ' in a new comment.',
      ),
    ];
  if (shown.status === 'approved')
    return [
      paragraph(
        `Version ${shown.version} is in force already${shown.approvedAt === null ? '' : `, since ${momentInWords(shown.approvedAt, account.zone)}`}.`,
      ),
    ];
  if (shown.status !== 'draft')
    return [paragraph(`Version ${shown.version} was rejected. `, code('redraft'), ' asks for a new one.')];
  const approval = { by: person.id, at: now, how: 'comment', commentId: comment.id, digest: comment.digest } as const;
  await deps.store.plans.approve(account.key, shown.version, approval);
  await noteAct(deps, 'plan_approved', { account, person, comment, now }, { version: shown.version, hash: shown.hash });
  return [
    paragraph(bold('In force: '), shown.plan.statement),
    paragraph(
      `Version ${shown.version}, approved by ${person.name}. From now on I watch for it; the target is ${dayInWords(account.startedOn + shown.plan.byDay)}.`,
    ),
  ];
}

/** In a draft's thread its own version is meant, anywhere else the newest. */
async function versionShown(
  { store }: AnswerDeps,
  account: Account,
  versions: readonly PlanRecord[],
  comment: BoardComment,
): Promise<PlanRecord | undefined> {
  if (comment.parentId !== null) {
    const thread = await store.outbox.byResult(comment.parentId);
    const found = versions.find(({ version }) => draftKey(account, version) === thread?.key);
    // An edited version is shown in the draft's own thread, as a reply: later ones there supersede the first.
    const edited = versions.at(-1);
    if (found !== undefined && edited?.author === 'lead') return edited;
    if (found !== undefined) return found;
  }
  return versions.at(-1);
}

export async function reject(deps: AnswerDeps, act: Act, reason: string): Promise<Message> {
  const { account, person, now } = act;
  const newest = (await deps.store.plans.versions(account.key)).at(-1);
  if (newest === undefined || newest.status === 'rejected')
    return [paragraph('There is no plan to reject. ', code('redraft'), ' asks for a new one.')];
  if (reason === '')
    return [paragraph('Please say why, so that the next draft is better: ', code('reject REASON'), '.')];
  await deps.store.plans.reject(account.key, newest.version, person.id, reason, now);
  await noteAct(deps, 'plan_rejected', act, { version: newest.version, reason });
  const next = await draftPlan(deps, account, now);
  const then =
    next.kind === 'drafted'
      ? `Version ${next.plan.version} follows in a new comment.`
      : 'I ask one question in a new comment before I draft again.';
  return [paragraph(bold('Rejected: '), newest.plan.statement), paragraph(`Your reason is kept. ${then}`)];
}

export async function redraft(deps: AnswerDeps, act: Act): Promise<Message> {
  await deps.store.plans.clearQuestion(act.account.key);
  const result = await draftPlan(deps, act.account, act.now);
  await noteAct(deps, 'plan_redraft_asked', act, {});
  if (result.kind === 'drafted') return [paragraph(`Version ${result.plan.version} follows in a new comment.`)];
  if (result.kind === 'overtaken') return [paragraph('A new version was just drafted; it follows in a comment.')];
  return [paragraph('One question first: '), paragraph(result.question)];
}

/** A new version by lines; shown in the reply, and it waits for approval like any other. */
export async function edit(deps: AnswerDeps, act: Act, body: string): Promise<Message> {
  const { account, now } = act;
  const newest = (await deps.store.plans.versions(account.key)).at(-1);
  if (newest === undefined) return [paragraph('There is no plan to edit yet. ', code('redraft'), ' asks for one.')];
  const outcome = editPlan(newest.plan, body);
  if (outcome.kind === 'refused') return editHelp(outcome.complaints);
  const rationale = `edited by ${act.person.name}`;
  const stored = await storeDraft(
    deps,
    {
      account,
      plan: outcome.plan,
      author: 'lead',
      origin: newest.origin,
      rationale,
      alreadyTrue: null,
      after: newest.version,
      voice: 'quiet',
    },
    now,
  );
  if (stored.kind !== 'drafted') return [paragraph('That could not be stored; please try again.')];
  await noteAct(deps, 'plan_edited', act, { version: stored.plan.version, from: newest.version });
  const waits = stored.mode === 'required';
  return [
    paragraph(
      bold(`Version ${stored.plan.version}${waits ? ', for approval' : ', in force from now'}: `),
      outcome.plan.statement,
    ),
    ...planLines(account, outcome.plan),
    ...(waits
      ? [paragraph('Reply ', code('approve'), ' to put exactly this in force, or ', code('edit'), ' again.')]
      : []),
  ];
}

function editHelp(complaints: readonly string[]): Message {
  return [
    paragraph(bold('Nothing is changed: '), `${complaints.join('; ')}.`),
    paragraph('The lines I understand, one thing a line, after the word ', code('edit'), ':'),
    ...EDIT_LINES.map((line) => bullet(code(line))),
  ];
}
