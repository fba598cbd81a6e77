import type { BoardField } from '../board.ts';
import type { FieldKey, Rules } from '../rules.ts';
import { type Check, failure, type Finding, ok, onClickUp, warning } from './finding.ts';

const TEXT = ['short_text', 'text', 'drop_down', 'labels', 'url', 'email', 'phone', 'number'] as const;
const DAY = ['date', 'short_text', 'text'] as const;
const PERSON = ['users', 'short_text', 'text', 'email', 'drop_down'] as const;
const AMOUNT = ['currency', 'number', 'short_text', 'text'] as const;

interface Wanted {
  /** Types that can be read, the best one first. */
  readonly types: readonly string[];
  /** Without it something is missing for every account. */
  readonly needed: boolean;
}
const needed = (types: readonly string[]): Wanted => ({ types, needed: true });
const useful = (types: readonly string[]): Wanted => ({ types, needed: false });

const WANTED: Readonly<Record<FieldKey, Wanted>> = {
  account_id: needed(TEXT),
  use_case: needed(['text', ...TEXT]),
  goals: needed(['text', ...TEXT]),
  csm: needed(PERSON),
  onboarding_lead: needed(PERSON),
  started_on: useful(DAY),
  trial_ends_on: useful(DAY),
  renews_on: useful(DAY),
  tier: useful(['drop_down', ...TEXT]),
  annual_value: useful(AMOUNT),
  time_zone: useful(TEXT),
  domains: useful(TEXT),
  country: useful(TEXT),
  workspace: useful(TEXT),
};

export const checkFields: Check = onClickUp(async ({ board }, { rules }) =>
  judgeFields(rules.fields, await board.fields(rules.lists.accounts)),
);

/** Whether the accounts list has the fields that monitor.yaml names, of types that can be read. */
export function judgeFields(names: Rules['fields'], present: readonly BoardField[]): readonly Finding[] {
  const keys = Object.keys(names) as FieldKey[];
  const missing = keys.filter((key) => !present.some(({ name }) => name === names[key]));
  const findings = keys.flatMap((key) => wrongType(key, names[key], present));
  const lacking = missing.filter((key) => WANTED[key].needed).map((key) => inWords(key, names[key]));
  if (lacking.length > 0)
    findings.push(
      warning(
        'fields',
        `the accounts list has no field named ${lacking.join(', ')}`,
        'create them in ClickUp (its API cannot), correct their names in monitor.yaml (clickup.fields), or write “Name: value” lines in the task descriptions',
      ),
    );
  if (findings.length > 0) return findings;
  const without = missing.map((key) => names[key]).join(', ');
  return [ok('fields', without === '' ? 'all there' : `all there that are needed; without: ${without}`)];
}

function wrongType(key: FieldKey, wanted: string, present: readonly BoardField[]): Finding[] {
  const namesakes = present.filter(({ name }) => name === wanted);
  const { types } = WANTED[key];
  if (namesakes.length === 0 || namesakes.some(({ type }) => types.includes(type))) return [];
  const says = `“${wanted}” is of type ${namesakes.map(({ type }) => type).join(', ')}, which cannot be read as ${MEANING[key] ?? 'text'}`;
  return [failure('fields', says, `make it a field of type ${TYPE_NAMES[types[0] ?? ''] ?? types[0]} in ClickUp`)];
}

const MEANING: Partial<Record<FieldKey, string>> = {
  csm: 'a person',
  onboarding_lead: 'a person',
  started_on: 'a date',
  trial_ends_on: 'a date',
  renews_on: 'a date',
  annual_value: 'an amount',
};

/** As ClickUp's own interface calls them. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  short_text: 'Text',
  text: 'Text area (long text)',
  drop_down: 'Dropdown',
  date: 'Date',
  users: 'People',
  currency: 'Money',
};

const inWords = (key: FieldKey, name: string): string => {
  const [best = ''] = WANTED[key].types;
  return `${name} (${TYPE_NAMES[best] ?? best})`;
};
