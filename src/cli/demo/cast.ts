import type { PersonName } from './workspace.ts';

/** Every name says that it is invented: it shows in tasks, comments, pages and JSON alike. */

/** One account of the story: what its task says, what its people do, what our people say. Days count from its own start. */
export interface Character {
  readonly id: string;
  readonly name: string;
  /** Story day on which its task is created; the story has days 0 to 36. */
  readonly enters: number;
  readonly useCase: string | null;
  readonly goals: string | null;
  readonly tier: 'self-serve' | 'foundation' | 'professional' | 'enterprise';
  readonly csm: PersonName;
  readonly trialDays: number | null;
  /** What is left of its onboarding and is never done in the story; due so many days after the start. */
  readonly onboarding?: readonly Errand[];
  readonly acts: readonly Act[];
  readonly usage: readonly Usage[];
}

export interface Errand {
  readonly task: string;
  readonly who: PersonName | 'customer';
  readonly due: number;
}

/** What a person of ours does in ClickUp; what they say, they say in the thread of the agent's newest comment. */
export type Act =
  | { readonly day: number; readonly kind: 'says'; readonly who: PersonName; readonly text: string }
  | {
      readonly day: number;
      readonly kind: 'fills';
      readonly who: PersonName;
      readonly field: string;
      readonly value: string;
    };

/** `count` events on every `every`-th day from `from` to `to`, by turns of `users` people. */
export interface Usage {
  readonly event: string;
  readonly from: number;
  readonly to: number;
  readonly every?: number;
  readonly count?: number;
  /** Names of the account's people who do it in turn. */
  readonly by: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

const approves = (day = 0): Act => ({ day, kind: 'says', who: 'lena', text: 'approve' });

export const CAST: readonly Character[] = [
  {
    id: 'northwind',
    name: 'Northwind Robotics (demo)',
    enters: 1,
    useCase: 'Plan sprints across three hardware teams',
    goals: 'Run the first sprint in the tool; everyone sees who does what',
    tier: 'professional',
    csm: 'cara',
    trialDays: null,
    acts: [approves()],
    usage: [
      { event: 'Signed In', from: 0, to: 20, every: 2, by: ['nora'] },
      { event: 'Task Created', from: 1, to: 5, count: 4, by: ['nora'], properties: { creator_id: 'northwind-nora' } },
      {
        event: 'Task Completed',
        from: 4,
        to: 18,
        every: 2,
        count: 2,
        by: ['niko', 'nina'],
        properties: { creator_id: 'northwind-nora' },
      },
      { event: 'Sprint Completed', from: 14, to: 14, by: ['nora'], properties: { tasks: 11 } },
    ],
  },
  {
    id: 'harbour',
    name: 'Harbour Energy (demo)',
    enters: 1,
    useCase: 'Move the support inbox into a help desk',
    goals: 'Resolve customer tickets within four hours',
    tier: 'professional',
    csm: 'cara',
    trialDays: null,
    onboarding: [{ task: 'Grant access to the support inbox', who: 'customer', due: 6 }],
    acts: [approves()],
    usage: [{ event: 'Signed In', from: 0, to: 33, every: 3, by: ['hana'] }],
  },
  {
    id: 'juniper',
    name: 'Juniper Legal (demo)',
    enters: 2,
    useCase: 'Send engagement letters for signature',
    goals: 'Clients sign without printing',
    tier: 'foundation',
    csm: 'omar',
    trialDays: null,
    acts: [approves()],
    usage: [
      { event: 'Signed In', from: 0, to: 40, every: 2, by: ['jon'] },
      { event: 'Template Uploaded', from: 1, to: 1, by: ['jon'] },
      { event: 'Envelope Sent', from: 3, to: 40, every: 3, by: ['jon', 'jill'], properties: { test: false } },
    ],
  },
  {
    id: 'cobalt',
    name: 'Cobalt Fitness (demo)',
    enters: 1,
    useCase: 'CRM for the franchise sales team',
    goals: 'See the pipeline with real deals; first pipeline report to the board',
    tier: 'enterprise',
    csm: 'omar',
    trialDays: null,
    onboarding: [
      { task: 'Import the contacts of all franchises', who: 'omar', due: 8 },
      { task: 'Name the people of the pilot', who: 'customer', due: 30 },
    ],
    acts: [approves(1)],
    usage: [
      { event: 'Signed In', from: 0, to: 34, every: 2, by: ['carl', 'cleo'] },
      { event: 'Import Finished', from: 1, to: 1, by: ['carl'], properties: { count: 240 } },
      { event: 'Deal Created', from: 2, to: 4, count: 2, by: ['carl'], properties: { test: false } },
      { event: 'Pipeline Report Viewed', from: 33, to: 34, by: ['cleo'], properties: { test: false } },
    ],
  },
  {
    id: 'maple',
    name: 'Maple Retail (demo)',
    enters: 12,
    useCase: 'Business intelligence: reports and dashboards for store managers',
    goals: 'Store managers open their dashboard every Monday',
    tier: 'self-serve',
    csm: 'cara',
    trialDays: 21,
    acts: [approves()],
    usage: [
      { event: 'Signed In', from: 0, to: 20, every: 4, by: ['mia'] },
      { event: 'Data Source Connected', from: 1, to: 1, by: ['mia'] },
    ],
  },
  {
    id: 'aurora',
    name: 'Aurora Foods (demo)',
    enters: 4,
    useCase: null,
    goals: 'Get more out of the platform',
    tier: 'foundation',
    csm: 'omar',
    trialDays: null,
    acts: [
      { day: 1, kind: 'fills', who: 'lena', field: 'Use case', value: 'Support desk for supplier e-mail' },
      {
        day: 1,
        kind: 'fills',
        who: 'lena',
        field: 'Onboarding goals',
        value: 'Supplier tickets resolved in one place',
      },
      approves(2),
    ],
    usage: [
      { event: 'Signed In', from: 0, to: 25, every: 2, by: ['ada'] },
      { event: 'Mailbox Connected', from: 3, to: 3, by: ['ada'] },
      { event: 'Ticket Created', from: 4, to: 25, count: 2, by: ['ada'], properties: { source: 'email' } },
      { event: 'Ticket Resolved', from: 6, to: 25, count: 2, by: ['alan', 'ada'], properties: { source: 'email' } },
    ],
  },
  {
    id: 'wren',
    name: 'Wren Couriers (demo)',
    enters: 1,
    useCase: 'Project management for depot moves',
    goals: 'Depot teams finish tasks together',
    tier: 'foundation',
    csm: 'cara',
    trialDays: null,
    acts: [{ day: 0, kind: 'says', who: 'lena', text: 'edit\nby day: 12' }, approves(1)],
    usage: [
      { event: 'Signed In', from: 0, to: 9, every: 2, by: ['will'] },
      { event: 'Task Created', from: 2, to: 6, count: 2, by: ['will'], properties: { creator_id: 'wren-will' } },
    ],
  },
];
