import type { Misfit, Where } from './misfit.ts';

/** A known error of the description: misfits of this kind are its fault, not ours. */
export interface Override {
  /** Method and template, such as `POST /v2/list/{list_id}/task`. */
  readonly operations: readonly string[];
  readonly where: Where;
  readonly pointer: RegExp;
  readonly what: string;
  /** One sentence: what is true, and why the description is not believed. */
  readonly because: string;
  /** Of the notes on ClickUp's API. */
  readonly section: string;
}

export interface Judgement {
  /** Those that no override covers, each once. */
  readonly misfits: readonly Misfit[];
  readonly used: readonly { readonly override: Override; readonly times: number }[];
}

/** Tells our misfits from the description's known errors. Every override that fits a misfit counts as used. */
export function judge(misfits: readonly Misfit[], overrides: readonly Override[]): Judgement {
  const counted = new Map<string, { readonly misfit: Misfit; times: number }>();
  for (const misfit of misfits) {
    const key = lineOf(misfit);
    const known = counted.get(key) ?? { misfit, times: 0 };
    known.times += 1;
    counted.set(key, known);
  }
  const distinct = [...counted.values()];
  const open = distinct.filter(({ misfit }) => !overrides.some((override) => covers(override, misfit)));
  return {
    misfits: open.map(({ misfit }) => misfit),
    used: overrides.map((override) => {
      const own = distinct.filter(({ misfit }) => covers(override, misfit));
      return { override, times: own.reduce((sum, { times }) => sum + times, 0) };
    }),
  };
}

/** A misfit in one line. */
export function lineOf({ method, template, where, pointer, what }: Misfit): string {
  return `${method} ${template}: ${where} ${pointer || '(whole)'} ${what}`;
}

function covers(override: Override, { method, template, where, pointer, what }: Misfit): boolean {
  return (
    override.operations.includes(`${method} ${template}`) &&
    override.where === where &&
    override.what === what &&
    override.pointer.test(pointer)
  );
}
