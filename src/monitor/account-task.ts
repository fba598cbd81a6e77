import type { Account, Day, Owner } from '../domain/account.ts';
import { DOMAIN_WAY_OUT, domainsIn } from '../domain/email-domain.ts';
import { dayOf, isoToDay } from '../domain/local-date.ts';
import { isZone } from '../domain/zone-offset.ts';
import type { BoardTask, FieldValue, Member } from './board.ts';
import type { FieldKey, Rules } from './rules.ts';

/** What a task of the accounts list says about its account, before it is compared with what was known. */
export interface TaskReading {
  readonly account: Account;
  readonly paused: boolean;
  /** Values that could not be understood, each with the way out: for `doctor` and the log. */
  readonly complaints: readonly string[];
}

export interface ReadingContext {
  readonly rules: Rules;
  readonly people: readonly Member[];
  /** Zone in which ClickUp's date-only values were written: the agent seat's. */
  readonly zone: string;
  /** What was known of the account; null when it is new. */
  readonly before: Account | null;
  readonly agentId: number;
}

export const keyOfTask = (taskId: string): string => `task:${taskId}`;

/** Reads an account task: custom fields first, `Name: value` lines of the description where a field is absent. */
export function readAccountTask(task: BoardTask, context: ReadingContext): TaskReading {
  const { rules, before } = context;
  const fields = new FieldReader(task, context);
  const status = statusOf(task, rules);
  const startedOn = fields.day('started_on');
  const zone = fields.zone('time_zone', context.zone);
  const trialEndsOn = fields.day('trial_ends_on');
  const annualValue = fields.number('annual_value');
  const account: Account = {
    key: before?.key ?? keyOfTask(task.id),
    accountId: fields.text('account_id'),
    name: task.name,
    taskId: task.id,
    taskUrl: task.url,
    tier: rules.resolveTier(fields.text('tier'), annualValue, trialEndsOn !== null),
    useCase: fields.text('use_case'),
    goals: fields.text('goals'),
    startedOn: startedOn ?? dayOf(task.createdAt, zone),
    startedFrom: startedOn === null ? 'task' : 'field',
    trialEndsOn,
    renewsOn: fields.day('renews_on'),
    annualValue,
    zone,
    domains: fields.domains('domains'),
    country: fields.country('country'),
    csm: fields.person('csm'),
    lead: fields.person('onboarding_lead'),
    assignee: firstHuman(task, context),
    status: status === 'paused' ? 'open' : status,
    leftAt: status === 'left' ? (before?.leftAt ?? task.updatedAt) : null,
    pauses: before?.pauses ?? [],
  };
  return { account, paused: status === 'paused', complaints: fields.complaints };
}

function statusOf(task: BoardTask, rules: Rules): Account['status'] | 'paused' {
  const name = task.status.name.toLowerCase();
  if (rules.statuses.excluded.has(name)) return 'excluded';
  if (rules.statuses.left.has(name)) return 'left';
  return rules.statuses.paused.has(name) ? 'paused' : 'open';
}

function firstHuman(task: BoardTask, { agentId, people }: ReadingContext): Owner | null {
  const found = task.assignees.find(({ id }) => id > 0 && id !== agentId);
  if (found === undefined) return null;
  return { id: found.id, name: found.name, email: people.find(({ id }) => id === found.id)?.email ?? null };
}

/** One task's values under our own words; remembers what it could not understand. */
class FieldReader {
  readonly complaints: string[] = [];
  readonly #task: BoardTask;
  readonly #context: ReadingContext;
  readonly #lines: ReadonlyMap<string, string>;

  constructor(task: BoardTask, context: ReadingContext) {
    this.#task = task;
    this.#context = context;
    this.#lines = linesOf(task.description);
  }

  text(key: FieldKey): string | null {
    const value = this.#value(key);
    if (value === null) return null;
    const words = value.kind === 'text' ? value.text.trim() : value.kind === 'number' ? String(value.value) : '';
    return words === '' ? null : words;
  }

  number(key: FieldKey): number | null {
    const value = this.#value(key);
    if (value === null) return null;
    if (value.kind === 'number') return value.value;
    const words = value.kind === 'text' ? value.text.replaceAll(/[\s,'€$£]/g, '') : '';
    return words !== '' && Number.isFinite(Number(words))
      ? Number(words)
      : this.#complain(key, 'is no number: write 120000');
  }

  day(key: FieldKey): Day | null {
    const value = this.#value(key);
    if (value === null) return null;
    if (value.kind === 'date') return dayOf(value.at, this.#context.zone);
    const day = value.kind === 'text' ? isoToDay(value.text.trim()) : null;
    return day ?? this.#complain(key, 'is no date: write it as 2026-11-23');
  }

  zone(key: FieldKey, standard: string): string {
    const name = this.text(key);
    if (name === null || isZone(name)) return name ?? standard;
    this.#complain(key, `is no IANA time zone: write one such as Europe/Berlin (until then ${standard} is used)`);
    return standard;
  }

  domains(key: FieldKey): readonly string[] {
    const { domains, wrong } = domainsIn([this.text(key) ?? '']);
    for (const word of wrong) this.#complain(key, `holds “${word}”, which is no e-mail domain: ${DOMAIN_WAY_OUT}`);
    return domains;
  }

  /** Whose public holidays are not known is kept all the same: the account has none then. */
  country(key: FieldKey): string | null {
    const text = this.text(key);
    if (text !== null && this.#context.rules.knowsCountry?.(text) === false)
      this.#complain(key, 'names no country whose public holidays are known: write one such as DE, DE-BY or Germany');
    return text;
  }

  /** A people field, or in a line: a member's id, e-mail or name. */
  person(key: FieldKey): Owner | null {
    const value = this.#value(key);
    if (value === null) return null;
    const { people } = this.#context;
    if (value.kind === 'people') {
      const first = value.people[0];
      return first === undefined
        ? null
        : { id: first.id, name: first.name, email: people.find(({ id }) => id === first.id)?.email ?? null };
    }
    const words = (this.text(key) ?? '').replace(/^@/, '').toLowerCase();
    const member = people.find(({ id, name, email }) =>
      [String(id), name.toLowerCase(), email?.toLowerCase()].includes(words),
    );
    return member === undefined
      ? this.#complain(key, 'names no member of the workspace')
      : { id: member.id, name: member.name, email: member.email };
  }

  #value(key: FieldKey): FieldValue | null {
    const name = this.#context.rules.fields[key];
    const field = this.#task.fields.get(name);
    if (field !== undefined) return field;
    const line = this.#lines.get(name.toLowerCase());
    return line === undefined ? null : { kind: 'text', text: line };
  }

  #complain(key: FieldKey, why: string): null {
    this.complaints.push(`“${this.#task.name}”: ${this.#context.rules.fields[key]} ${why}`);
    return null;
  }
}

/** The `Name: value` lines of a description, by the name in lower case; the first of a name counts. */
export function linesOf(description: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const line of description.split('\n')) {
    const at = line.indexOf(':');
    const name = line
      .slice(0, Math.max(at, 0))
      .replaceAll(/[*_#>-]/g, '')
      .trim()
      .toLowerCase();
    const value = line.slice(at + 1).replaceAll(/^[\s*_]+|(?<![\s*_])[\s*_]+$/g, '');
    if (name !== '' && value !== '' && !lines.has(name)) lines.set(name, value);
  }
  return lines;
}
