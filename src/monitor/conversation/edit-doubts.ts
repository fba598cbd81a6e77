import { BOARD_EVENTS } from '../../domain/board-act.ts';
import type { Account, Instant } from '../../domain/account.ts';
import type { Plan } from '../../domain/plan.ts';
import { type UnknownEvent, unknownEvents } from '../../domain/unknown-events.ts';
import type { DraftDeps } from '../draft-deps.ts';
import { bold, code, type Line, paragraph } from '../message.ts';
import { raiseIfTrue } from '../raise-draft.ts';
import { dayInWords, signalInWords } from '../words.ts';

/** What speaks against an edited plan. It is taken all the same: a person wrote it, and may know why. */
export async function editDoubts(
  deps: DraftDeps,
  account: Account,
  plan: Plan,
  now: Instant,
): Promise<readonly Line[]> {
  return [...(await unseenLines(deps, plan)), ...(await alreadyTrueLines(deps, account, plan, now))];
}

/** CONTRACT section 7: a rule that is true already is said to be, with the date, and a stronger one is proposed. */
async function alreadyTrueLines(deps: DraftDeps, account: Account, plan: Plan, now: Instant): Promise<readonly Line[]> {
  const raised = await raiseIfTrue(deps, account, plan, now);
  const on = raised.kind === 'always_true' ? raised.on : raised.alreadyTrue?.on;
  if (on === undefined) return [];
  const head = bold(`Already true: the account has met this since ${dayInWords(on)}. `);
  if (raised.kind === 'always_true')
    return [paragraph(head, 'Which single event would show that it now gets what it bought?')];
  const { signal } = raised.plan;
  return [
    paragraph(
      head,
      `A stronger one: ${signalInWords(signal)} (`,
      code('edit'),
      ' with ',
      code(`count: ${signal.count}`),
      ').',
    ),
  ];
}

/** A plan may name what is yet to be sent, but whoever approves a slip of the pen would wait for ever. */
async function unseenLines({ store, catalogue }: DraftDeps, plan: Plan): Promise<readonly Line[]> {
  const received = (await store.events.sources()).flatMap(({ eventNames }) => [...eventNames]);
  const known = new Set([...catalogue.map(({ name }) => name), ...received, ...BOARD_EVENTS]);
  return unknownEvents(plan, known).map(doubtLine);
}

const doubtLine = ({ name, nearest }: UnknownEvent): Line =>
  paragraph(
    bold(`Please look again: “${name}” is not in the catalogue and was never received. `),
    nearest === null ? 'As it is, I could not see it happen.' : `Did you mean “${nearest}”?`,
  );
