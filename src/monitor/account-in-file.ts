import type { Account, AccountStatus, Owner } from '../domain/account.ts';
import { DOMAIN_WAY_OUT, domainsIn } from '../domain/email-domain.ts';
import { endOfDay } from '../domain/local-date.ts';
import { RowReader } from './import-rows.ts';

/** The columns of an `accounts` file (CONTRACT section 6). */
export const ACCOUNT_COLUMNS = {
  required: ['account_id', 'started_on'],
  optional: [
    'name',
    'tier',
    'use_case',
    'goals',
    'trial_ends_on',
    'csm_email',
    'onboarding_lead_email',
    'time_zone',
    'annual_value',
    'status',
    'ended_on',
    'renews_on',
    'domains',
    'country',
  ],
} as const;

export interface AccountFileRules {
  /** Zone of accounts that name none. */
  readonly zone: string;
  readonly resolveTier: (field: string | null, annualValue: number | null, onTrial: boolean) => string | null;
}

export type AccountReading =
  | {
      readonly kind: 'read';
      /** Without pauses; `leftAt` is null where the row says that the account left but not when. */
      readonly account: Account;
      readonly paused: boolean;
    }
  | { readonly kind: 'refused'; readonly why: string };

/** The key of an account that is known from a file; it keeps it when it gets a task. */
export const keyOfFileAccount = (accountId: string): string => `file:${accountId}`;

/** Reads one row of an `accounts` file. A row with anything wrong in it is refused whole. */
export function readAccountRow(
  values: ReadonlyMap<string, unknown>,
  { zone, resolveTier }: AccountFileRules,
): AccountReading {
  const row = new RowReader(values);
  const accountId = row.required('account_id');
  const trialEndsOn = row.day('trial_ends_on');
  const annualValue = row.amount('annual_value');
  const own = row.zone('time_zone', zone);
  const account: Account = {
    key: keyOfFileAccount(accountId),
    accountId,
    name: row.text('name') ?? accountId,
    taskId: null,
    taskUrl: null,
    tier: resolveTier(row.text('tier'), annualValue, trialEndsOn !== null),
    useCase: row.text('use_case'),
    goals: row.text('goals'),
    startedOn: row.requiredDay('started_on'),
    startedFrom: 'file',
    trialEndsOn,
    renewsOn: row.day('renews_on'),
    annualValue,
    zone: own,
    domains: domainsOf(row),
    country: row.text('country'),
    csm: ownerOf(row, 'csm_email'),
    lead: ownerOf(row, 'onboarding_lead_email'),
    assignee: null,
    pauses: [],
    ...endOf(row, own),
  };
  if (row.wrong.length > 0) return { kind: 'refused', why: row.wrong.join('; ') };
  return { kind: 'read', account, paused: account.status === 'open' && row.word('status', STATUSES) === 'paused' };
}

const STATUSES: ReadonlyMap<string, AccountStatus | 'paused'> = new Map([
  ['open', 'open'],
  ['left', 'left'],
  ['churned', 'left'],
  ['paused', 'paused'],
  ['excluded', 'excluded'],
  ['test', 'excluded'],
]);

/** An end date says that the account left, whatever its status says, unless it is in no figure at all. */
function endOf(row: RowReader, zone: string): Pick<Account, 'status' | 'leftAt'> {
  const status = row.word('status', STATUSES);
  const endedOn = row.day('ended_on');
  if (status === 'excluded') return { status, leftAt: null };
  if (endedOn !== null) return { status: 'left', leftAt: endOfDay(endedOn, zone) };
  return { status: status === 'left' ? 'left' : 'open', leftAt: null };
}

/** Rows know people by their e-mail only. */
function ownerOf(row: RowReader, column: string): Owner | null {
  const email = row.email(column);
  return email === null ? null : { id: null, name: email, email };
}

function domainsOf(row: RowReader): readonly string[] {
  const listed = row.raw('domains');
  if (Array.isArray(listed) && listed.some((each) => typeof each !== 'string'))
    row.complain('domains', 'is no list of texts');
  const texts = Array.isArray(listed)
    ? listed.map((each) => (typeof each === 'string' ? each : ''))
    : [row.text('domains') ?? ''];
  const { domains, wrong } = domainsIn(texts);
  for (const word of wrong) row.complain('domains', `holds “${word}”, which is no e-mail domain: ${DOMAIN_WAY_OUT}`);
  return domains;
}
