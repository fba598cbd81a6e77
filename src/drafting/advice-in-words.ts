import { z } from 'zod';
import { withoutIdentities } from '../domain/personal-data.ts';
import { type Advice, digitsIn } from '../domain/reworded.ts';
import type { AdviceWish, WordFinder } from '../monitor/find-words.ts';
import { complaintsAboutText } from './shown-text.ts';
import type { Writer } from './writer.ts';

/** A sweep waits no longer than this for words, however many alerts it raises. */
const ALL_WITHIN_MS = 60_000;
/** Characters; what the playbook says may be as long as it is. */
const LONGEST_TEXT = 400;
/** Of what people wrote into the account's fields. */
const LONGEST_FACT = 1_000;

const AdviceAnswer = z.object({ moves: z.array(z.string()), message: z.string() });
type AdviceAnswer = z.infer<typeof AdviceAnswer>;

export interface AdviceDeps {
  readonly writer: Writer;
  /** Calls `ring` once after `ms`; the function given back calls it off. */
  readonly after: (ms: number, ring: () => void) => () => void;
  /** So many are asked for at a time: people who ask something do not wait behind a sweep. */
  readonly atOnce: number;
}

/**
 * Puts the playbook's advice into words for the gap at hand. It stays the same advice: as many moves, and in each text the very
 * figures of the one that it takes the place of, so an alert shows the same numbers with a model as without.
 */
export const adviceInWords =
  ({ writer, after, atOnce }: AdviceDeps): WordFinder['advise'] =>
  async (wishes) => {
    const found: (Advice | null)[] = wishes.map(() => null);
    const waiting = [...wishes.entries()];
    const workThrough = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        found[next[0]] = await adviseOne(writer, next[1]);
    };
    let callOff: () => void = () => undefined;
    const tooLate = new Promise<void>((resolve) => {
      callOff = after(ALL_WITHIN_MS, resolve);
    });
    await Promise.race([Promise.all(Array.from({ length: atOnce }, workThrough)), tooLate]);
    callOff();
    // What comes later comes too late: the alert is out.
    waiting.length = 0;
    return [...found];
  };

async function adviseOne(writer: Writer, wish: AdviceWish): Promise<Advice | null> {
  const masks = masksOf(wish);
  const { state, openStep, whoseMove, advice } = wish;
  const written = await writer.write<AdviceAnswer>({
    purpose: 'intervention',
    facts: {
      state,
      open_step: openStep,
      whose_move: whoseMove,
      use_case: masked(wish.useCase, masks).slice(0, LONGEST_FACT),
      goals: masked(wish.goals, masks).slice(0, LONGEST_FACT),
      moves: advice.moves.map((move) => masked(move, masks)),
      message: masked(advice.message, masks),
    },
    schema: AdviceAnswer,
    check: (answer) => complaintsAbout(answer, wish, masks),
  });
  return written.kind === 'unusable' ? null : unmasked(written.answer, masks);
}

/** A name, and what stands for it on the way to the model and back. */
type Mask = readonly [name: string, sign: string];

const masksOf = ({ accountName, people }: AdviceWish): readonly Mask[] => [
  [accountName, 'CUSTOMER'],
  ...people.map((name, at): Mask => [name, `PERSON${String.fromCharCode('A'.charCodeAt(0) + (at % 26))}`]),
];

const masked = (text: string | null, masks: readonly Mask[]): string =>
  withoutIdentities(masks.reduce((so, [name, sign]) => so.replaceAll(name, sign), text ?? ''));

function unmasked({ moves, message }: Advice, masks: readonly Mask[]): Advice {
  const shown = (text: string): string => masks.reduce((so, [name, sign]) => so.replaceAll(sign, name), text.trim());
  return { moves: moves.map(shown), message: shown(message) };
}

function complaintsAbout(answer: AdviceAnswer, wish: AdviceWish, masks: readonly Mask[]): readonly string[] {
  const { advice, goals, useCase, openStep } = wish;
  if (answer.moves.length !== advice.moves.length) return [`write ${advice.moves.length} moves, as the facts have`];
  const names = [goals, useCase, openStep?.name, ...masks.map(([, sign]) => sign)].filter((each) => each != null);
  const shown = unmasked(answer, masks);
  const complain = (what: string, text: string, put: string, before: string): readonly string[] => {
    const own = masked(before, masks);
    const longest = Math.max(LONGEST_TEXT, own.length);
    return [
      ...complaintsAboutText({ what, text, longest, figures: [own], names: [...names, own] }),
      ...(sameDigits(put, before) ? [] : [`${what} must hold the figures of the text it is made of, each as often`]),
    ];
  };
  return [
    ...answer.moves.flatMap((move, at) =>
      complain(`move ${at + 1}`, move, shown.moves[at] ?? '', advice.moves[at] ?? ''),
    ),
    ...complain('the message', answer.message, shown.message, advice.message),
  ];
}

const sameDigits = (one: string, other: string): boolean =>
  [...digitsIn(one)].sort().join(' ') === [...digitsIn(other)].sort().join(' ');
