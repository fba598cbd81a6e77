import type { SandboxControl } from '../../sandbox/control-client.ts';
import { createWorkspace } from '../../sandbox/workspace-seed.ts';

/** The people of the demo and the lists they work in; all of them are invented. */
export const PEOPLE = {
  agent: { id: 70000001, name: 'First Value Monitor · agent', email: 'agent@sprintly.example' },
  cara: { id: 70000002, name: 'Cara Chen', email: 'cara@sprintly.example' },
  lena: { id: 70000003, name: 'Lena Lindholm', email: 'lena@sprintly.example' },
  omar: { id: 70000005, name: 'Omar Okafor', email: 'omar@sprintly.example' },
  tara: { id: 70000008, name: 'Tara Teamlead', email: 'tara@sprintly.example' },
  frida: { id: 70000009, name: 'Frida Fallback', email: 'frida@sprintly.example' },
} as const;
export type PersonName = keyof typeof PEOPLE;
/** A customer, invited to the lists of their own onboarding: ClickUp's guests have role 4. */
export const GUEST = { id: 70000066, name: 'Hana Harbour', email: 'hana@harbour.example' };

export const SPACE = '90100000001';
export const LISTS = { accounts: '901200000001', alerts: '901200000002', reports: '901200000003' } as const;

export interface Workspace {
  readonly tokens: Readonly<Record<PersonName, string>>;
  /** Field id and, for drop-downs, its options, by the field's name. */
  readonly fields: ReadonlyMap<string, { readonly id: string; readonly options: ReadonlyMap<string, string> }>;
}

const ACCOUNTS = 'Accounts';
const PEOPLE_FIELDS: readonly string[] = ['CSM', 'Onboarding lead'];
const FIELDS = [
  { name: 'Account ID', type: 'short_text' },
  { name: 'Use case', type: 'text' },
  { name: 'Tier', type: 'drop_down', options: ['self-serve', 'foundation', 'professional', 'enterprise'] },
  { name: 'Onboarding goals', type: 'text' },
  { name: 'Start date', type: 'date' },
  { name: 'Trial ends', type: 'date' },
  ...PEOPLE_FIELDS.map((name) => ({ name, type: 'users' })),
  { name: 'Time zone', type: 'short_text' },
  { name: 'ACV', type: 'currency' },
  { name: 'Onboarding list', type: 'short_text' },
];

export async function buildWorkspace(control: SandboxControl): Promise<Workspace> {
  const open = (status: string) => ({ status, type: 'open' });
  const custom = (status: string) => ({ status, type: 'custom' });
  const closed = (status: string) => ({ status, type: 'closed' });
  const accounts = {
    id: LISTS.accounts,
    name: ACCOUNTS,
    statuses: [open('onboarding'), custom('on hold'), closed('churned')],
  };
  const alerts = {
    id: LISTS.alerts,
    name: 'Alerts',
    statuses: [open('to do'), custom('in progress'), closed('closed')],
  };
  const reports = { id: LISTS.reports, name: 'Reports', statuses: [open('to do'), closed('closed')] };
  const { users, fields } = await createWorkspace(control, {
    users: Object.values(PEOPLE).map((person) => ({ ...person, role: 3, timezone: 'Europe/Berlin' })),
    spaces: [{ id: SPACE, name: 'Customer success', lists: [accounts, alerts, reports] }],
    fields: FIELDS.map((field) => ({ ...field, lists: [ACCOUNTS] })),
  });
  const tokens = Object.entries(PEOPLE).map(([name, person]) => [name, users.get(person.name)?.token ?? '']);
  return { tokens: Object.fromEntries(tokens) as Record<PersonName, string>, fields };
}

/** A customer comes in; whoever is a guest sees only what they are invited to. Returns the token by which the guest acts. */
export async function inviteGuest(control: SandboxControl): Promise<string> {
  const { token } = await control.post<{ token: string }>('/users', { ...GUEST, role: 4, timezone: 'Europe/Berlin' });
  return token;
}

/** The value of a field as ClickUp's API wants it when a task is created. */
export function fieldValue(
  { fields }: Workspace,
  name: string,
  value: string | number,
): { id: string; value: unknown } {
  const field = fields.get(name);
  if (field === undefined) throw new Error(`the demo has no field ${name}`);
  if (PEOPLE_FIELDS.includes(name)) return { id: field.id, value: { add: [PEOPLE[value as PersonName].id], rem: [] } };
  return { id: field.id, value: field.options.get(String(value)) ?? value };
}
