import type { Actor, Condition, Plan, Scalar, Signal, Step } from './plan.ts';

/** `edit` by lines (CONTRACT section 7): a lead changes a plan in a comment, without a model. */
export type EditOutcome =
  | { readonly kind: 'edited'; readonly plan: Plan }
  /** Each line that was not understood, with the way out; nothing is changed. */
  | { readonly kind: 'refused'; readonly complaints: readonly string[] };

export const EDIT_LINES = [
  'statement:',
  'event:',
  'count:',
  'users:',
  'actor:',
  'within:',
  'where: key = value',
  'by day:',
  'core:',
  'step: NAME | EVENT | COUNT | DAY',
] as const;

const ACTORS: readonly Actor[] = ['any', 'external', 'not_admin', 'not_creator'];
const LARGEST = 1_000_000;
/** Characters; a plan is read in a comment. */
const LONGEST_LINE = 500;
const MOST_LINES = 60;
/** People write such lines as a list, or in a block of code. */
const LIST_MARK = /^[-*•]\s+/;

interface Draft {
  statement: string;
  signal: Signal;
  byDay: number;
  coreEvents: readonly string[] | null;
  steps: Step[] | null;
  complaints: string[];
}

/**
 * Applies the lines to a plan. `event:` starts a new signal (count 1, nothing else unless said); `step:` lines replace all steps;
 * otherwise the steps stay, scaled to fit before the new `by day`.
 */
export function editPlan(plan: Plan, body: string): EditOutcome {
  const draft: Draft = {
    statement: plan.statement,
    signal: plan.signal,
    byDay: plan.byDay,
    coreEvents: null,
    steps: null,
    complaints: [],
  };
  const lines = body
    .split('\n')
    .map((line) => line.trim().replace(LIST_MARK, ''))
    .filter((line) => line !== '' && !line.startsWith('```'));
  // An `event:` line anywhere starts the signal anew, so it is read before the lines that refine it.
  const inOrder = [
    ...lines.filter((line) => /^event\s*:/i.test(line)),
    ...lines.filter((line) => !/^event\s*:/i.test(line)),
  ];
  for (const line of inOrder) applyLine(draft, line);
  if (lines.length === 0) draft.complaints.push('there is no line to apply');
  if (lines.length > MOST_LINES) draft.complaints.push(`there are more than ${MOST_LINES} lines`);
  if (draft.complaints.length > 0) return { kind: 'refused', complaints: draft.complaints };
  const steps = draft.steps ?? scaledSteps(plan, draft.byDay);
  const late = steps.filter((step) => step.byDay > draft.byDay);
  if (late.length > 0)
    return {
      kind: 'refused',
      complaints: late.map(
        (step) => `step “${step.name}” is due on day ${step.byDay}, after the milestone on day ${draft.byDay}`,
      ),
    };
  return {
    kind: 'edited',
    plan: {
      statement: draft.statement,
      signal: draft.signal,
      byDay: draft.byDay,
      coreEvents: coreOf(plan, draft),
      steps,
      ...(plan.ordered === true ? { ordered: true } : {}),
    },
  };
}

/** Some line of it begins like one that `editPlan` reads; else it is a sentence. */
export const isByLines = (body: string): boolean =>
  body.split('\n').some((line) => {
    const [name = '', ...rest] = line.trim().replace(LIST_MARK, '').split(':');
    return rest.length > 0 && Object.hasOwn(LINES, nameOfLine(name));
  });

const nameOfLine = (written: string): string => written.trim().toLowerCase().replaceAll(/\s+/g, ' ');

function applyLine(draft: Draft, line: string): void {
  const at = line.indexOf(':');
  const name = nameOfLine(line.slice(0, Math.max(at, 0)));
  const value = line.slice(at + 1).trim();
  const apply = Object.hasOwn(LINES, name) ? LINES[name] : undefined;
  if (line.length > LONGEST_LINE)
    draft.complaints.push(`“${line.slice(0, 40)}…” is longer than ${LONGEST_LINE} characters`);
  else if (apply === undefined) draft.complaints.push(`“${line}” is no line I know`);
  else if (value === '') draft.complaints.push(`“${name}:” says nothing`);
  else apply(draft, value, line);
}

const LINES: Readonly<Record<string, (draft: Draft, value: string, line: string) => void>> = {
  statement: (draft, value) => {
    draft.statement = value;
  },
  event: (draft, value) => {
    draft.signal = { event: namesIn(value), count: 1, distinctUsers: 1, withinDays: null, where: {}, actor: 'any' };
  },
  count: (draft, value, line) => refine(draft, line, wholeNumber(value), (count) => ({ count })),
  users: (draft, value, line) => refine(draft, line, wholeNumber(value), (distinctUsers) => ({ distinctUsers })),
  within: (draft, value, line) =>
    refine(draft, line, wholeNumber(value.replace(/days?$/i, '').trimEnd()), (withinDays) => ({ withinDays })),
  actor: (draft, value, line) => {
    const actor = ACTORS.find((each) => each === value.toLowerCase().replaceAll(/[\s-]+/g, '_'));
    if (actor === undefined) draft.complaints.push(`“${line}”: write one of ${ACTORS.join(', ')}`);
    else draft.signal = { ...draft.signal, actor };
  },
  where: (draft, value, line) => {
    const condition = conditionIn(value);
    if (condition === null) draft.complaints.push(`“${line}”: write it as where: plan = pro`);
    else draft.signal = { ...draft.signal, where: { ...draft.signal.where, [condition.name]: condition.value } };
  },
  'by day': (draft, value, line) => {
    const day = wholeNumber(value);
    if (day === null) draft.complaints.push(`“${line}”: write a whole number of days, 1 or more`);
    else draft.byDay = day;
  },
  core: (draft, value) => {
    draft.coreEvents = namesIn(value);
  },
  step: (draft, value, line) => {
    const step = stepIn(value);
    if (step === null) draft.complaints.push(`“${line}”: write it as step: Backlog filled | Task Created | 10 | 5`);
    else draft.steps = [...(draft.steps ?? []), step];
  },
};

function refine(draft: Draft, line: string, value: number | null, change: (value: number) => Partial<Signal>): void {
  if (value === null) draft.complaints.push(`“${line}”: write a whole number, 1 or more`);
  else draft.signal = { ...draft.signal, ...change(value) };
}

const namesIn = (value: string): readonly string[] => [
  ...new Set(
    value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

function wholeNumber(value: string): number | null {
  return /^\d{1,7}$/.test(value) && Number(value) >= 1 && Number(value) <= LARGEST ? Number(value) : null;
}

const OPERATORS = { '!=': 'ne', '>=': 'gte', '<=': 'lte', '>': 'gt', '<': 'lt' } as const;

function conditionIn(value: string): { readonly name: string; readonly value: Condition } | null {
  const match = /^([^=<>!]+)(!=|>=|<=|=|>|<)(.+)$/.exec(value);
  const [name = '', operator = '', written = ''] = match?.slice(1).map((part) => part.trim()) ?? [];
  if (name === '' || written === '' || name === '__proto__') return null;
  const scalar = scalarIn(written);
  if (operator === '=') return { name, value: scalar };
  const key = OPERATORS[operator as keyof typeof OPERATORS];
  if (key !== 'ne' && typeof scalar !== 'number') return null;
  return { name, value: { [key]: scalar } as Condition };
}

function scalarIn(written: string): Scalar {
  if (/^(["'“”]).*["'“”]$/.test(written)) return written.slice(1, -1);
  if (written === 'true' || written === 'false') return written === 'true';
  return Number.isFinite(Number(written)) ? Number(written) : written;
}

function stepIn(value: string): Step | null {
  const [name = '', event = '', count = '', day = ''] = value.split('|').map((part) => part.trim());
  const wanted = wholeNumber(count);
  const byDay = wholeNumber(day);
  if (name === '' || event === '' || wanted === null || byDay === null) return null;
  return {
    name,
    byDay,
    signal: { event: namesIn(event), count: wanted, distinctUsers: 1, withinDays: null, where: {}, actor: 'any' },
  };
}

/** Steps that no line named keep their share of the way. */
function scaledSteps(plan: Plan, byDay: number): readonly Step[] {
  return plan.steps.map((step) => ({
    ...step,
    byDay: Math.max(1, Math.min(byDay, Math.round((step.byDay * byDay) / plan.byDay))),
  }));
}

/** The milestone's own events always count as use; without a `core:` line the others stay. */
function coreOf(plan: Plan, draft: Draft): readonly string[] {
  return [...new Set([...draft.signal.event, ...(draft.coreEvents ?? plan.coreEvents)])];
}
