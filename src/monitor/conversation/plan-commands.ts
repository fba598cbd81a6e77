import type { Account } from '../../domain/account.ts';
import { EDIT_LINES, editPlan } from '../../domain/plan-edit.ts';
import type { BoardComment } from '../board.ts';
import { draftPlan } from '../draft-plan.ts';
import { draftKey, judgementOf, storeDraft } from '../store-draft.ts';
import { bold, bullet, code, type Message, paragraph } from '../message.ts';
import { doubtLines, planLines } from '../messages/draft-comment.ts';
import type { PlanRecord } from '../plan-store.ts';
import { dayInWords, momentInWords } from '../words.ts';
import { noteAct } from './act.ts';
import { editDoubts } from './edit-doubts.ts';
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
  if (await isUnseen(deps, account, shown, comment))
    return [
      paragraph(
        bold('Nothing has changed. '),
        `Your comment is older than version ${shown.version}, so you had not seen it. If you agree with it as it is now, write `,
        code('approve'),
        ' again.',
      ),
    ];
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

/** In a thread that shows a version that one is meant (the last one shown there), anywhere else the newest. */
async function versionShown(
  { store }: AnswerDeps,
  account: Account,
  versions: readonly PlanRecord[],
  comment: BoardComment,
): Promise<PlanRecord | undefined> {
  if (comment.parentId === null) return versions.at(-1);
  const thread = await store.outbox.byResult(comment.parentId);
  for (const version of versions.toReversed()) {
    if (draftKey(account, version.version) === thread?.key) return version;
    if ((await store.meta.get(shownIn(version))) === comment.parentId) return version;
  }
  return versions.at(-1);
}

/** An edited version is shown in a reply: where, is kept under this name. */
const shownIn = ({ accountKey, version }: Pick<PlanRecord, 'accountKey' | 'version'>): string =>
  `plan.shown_in.${accountKey}.v${version}`;

/** ClickUp's stamps and ours may differ by so much. */
const STAMP_DIFFERENCE_MS = 1_000;

/** Whoever spoke before a version was to be seen meant another one: news may overtake each other, and wait for a restart. */
async function isUnseen(
  { store }: AnswerDeps,
  account: Account,
  { version, draftedAt }: PlanRecord,
  comment: BoardComment,
): Promise<boolean> {
  const row = await store.outbox.get(draftKey(account, version));
  const shownAt = row === null ? draftedAt : (row.doneAt ?? Number.POSITIVE_INFINITY);
  return comment.at < shownAt - STAMP_DIFFERENCE_MS;
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

/**
 * A new version by lines; shown in the reply, and it waits for approval like any other. `understood`: the lines that a model made of
 * what was said, or null.
 */
export async function edit(deps: AnswerDeps, act: Act, body: string, understood: string | null): Promise<Message> {
  const { account, now } = act;
  const newest = (await deps.store.plans.versions(account.key)).at(-1);
  if (newest === undefined) return [paragraph('There is no plan to edit yet. ', code('redraft'), ' asks for one.')];
  const outcome = editPlan(newest.plan, understood ?? body);
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
  await deps.store.meta.set(shownIn(stored.plan), act.comment.parentId ?? act.comment.id);
  await noteAct(deps, 'plan_edited', act, { version: stored.plan.version, from: newest.version });
  const waits = stored.mode === 'required';
  return [
    paragraph(
      bold(`Version ${stored.plan.version}${waits ? ', for approval' : ', in force from now'}: `),
      outcome.plan.statement,
    ),
    ...(understood === null ? [] : [paragraph('I understood: ', code(understood.split('\n').join('; ')), '.')]),
    ...planLines(account, outcome.plan),
    ...doubtLines(judgementOf(stored.plan)),
    ...(await editDoubts(deps, account, outcome.plan, now)),
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
