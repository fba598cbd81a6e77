import { BOARD_EVENTS } from '../../domain/board-act.ts';
import type { Plan } from '../../domain/plan.ts';
import { type UnknownEvent, unknownEvents } from '../../domain/unknown-events.ts';
import type { DraftDeps } from '../draft-deps.ts';
import { bold, type Line, paragraph } from '../message.ts';

/** A plan may name what is yet to be sent, but whoever approves a slip of the pen would wait for ever. */
export async function unseenLines({ store, catalogue }: DraftDeps, plan: Plan): Promise<readonly Line[]> {
  const received = (await store.events.sources()).flatMap(({ eventNames }) => [...eventNames]);
  const known = new Set([...catalogue.map(({ name }) => name), ...received, ...BOARD_EVENTS]);
  return unknownEvents(plan, known).map(doubtLine);
}

const doubtLine = ({ name, nearest }: UnknownEvent): Line =>
  paragraph(
    bold(`Please look again: “${name}” is not in the catalogue and was never received. `),
    nearest === null ? 'As it is, I could not see it happen.' : `Did you mean “${nearest}”?`,
  );
