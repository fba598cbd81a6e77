import { stemsOf } from './statement-nouns.ts';

/** Where the work itself has the name that elsewhere means preparation: a tour is what an onboarding product makes. */

const ITSELF: Readonly<Record<string, ReadonlySet<string>>> = {
  identity: stemsOf('login signin sso provision deprovision session authenticate access directory account mfa'),
  'identity-verification': stemsOf('account document verify verified register check'),
  'user-onboarding': stemsOf(
    'tour checklist flow walkthrough guide tooltip tutorial onboarding announcement modal survey banner',
  ),
  learning: stemsOf(
    'exam assessment certificate training course lesson module tutorial certification workshop webinar curriculum elearning quiz video enrol',
  ),
  video: stemsOf('meeting call webinar video training recording session'),
  'event-ticketing': stemsOf('registration webinar workshop invitation session attend register'),
  hr: stemsOf('onboarding training handover profile join'),
  'knowledge-base': stemsOf('documentation guide manual faq tutorial'),
  'password-management': stemsOf('password vault key'),
  docs: stemsOf('documentation guide manual specification template agenda'),
  'data-integration': stemsOf('sync feed migration import source load connector'),
  backup: stemsOf('backup restore snapshot instance'),
  'file-sync': stemsOf('sync upload download share'),
  testing: stemsOf('test rehearsal build'),
  'feature-flags': stemsOf('experiment test trial rollout'),
  laboratory: stemsOf('test sample'),
  healthcare: stemsOf('test sample training'),
  design: stemsOf('prototype mockup'),
  billing: stemsOf('subscription trial account licence'),
  fintech: stemsOf('account'),
  lending: stemsOf('account'),
  'forms-apps': stemsOf('form questionnaire fill'),
  'goals-performance': stemsOf('goal objective'),
  energy: stemsOf('saving'),
  automation: stemsOf('playbook'),
  'developer-tools': stemsOf('test rehearsal'),
  routing: stemsOf('tour'),
  surveys: stemsOf('questionnaire'),
  telephony: stemsOf('contact'),
  compliance: stemsOf('certificate questionnaire'),
  'sales-intelligence': stemsOf('demo demonstration contact account'),
  'marketing-automation': stemsOf('demo demonstration contact'),
  crm: stemsOf('demo demonstration contact account'),
  scheduling: stemsOf('demo demonstration invitation training lesson session'),
  'social-media': stemsOf('video story'),
  content: stemsOf('page video tutorial guide'),
  procurement: stemsOf('requirement catalogue'),
  inventory: stemsOf('inventory'),
  iot: stemsOf('sensor'),
  'customer-success': stemsOf('implementation onboarding kickoff playbook account'),
  workplace: stemsOf('seat workspace badge'),
  localization: stemsOf('key'),
  commerce: stemsOf('catalogue account'),
};

/** Verticals in which sending or publishing only begins the work: it is done when somebody answers. */
const AWAITS_ANSWER: ReadonlySet<string> = new Set(
  'e-signature contracts surveys knowledge-base user-onboarding learning recruiting feedback identity-verification scheduling'.split(
    ' ',
  ),
);

const NONE: ReadonlySet<string> = new Set();

/** Names by which people call a vertical, besides the playbook's own. */
const SAME: Readonly<Record<string, string>> = {
  sso: 'identity',
  sales: 'crm',
  'digital-adoption': 'user-onboarding',
  lms: 'learning',
  esignature: 'e-signature',
  etl: 'data-integration',
  webinar: 'video',
  webinars: 'video',
  'video-conferencing': 'video',
  ats: 'recruiting',
  storage: 'file-sync',
  qa: 'testing',
  experimentation: 'feature-flags',
  help: 'knowledge-base',
};

const idOf = (vertical: string | null): string => {
  const id = (vertical ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  return SAME[id] ?? id;
};

/** Stems of what this vertical's product is itself about; empty for an unknown vertical. */
export const workOf = (vertical: string | null): ReadonlySet<string> => ITSELF[idOf(vertical)] ?? NONE;

export const awaitsAnswer = (vertical: string | null): boolean => AWAITS_ANSWER.has(idOf(vertical));

export const isIdentity = (vertical: string | null): boolean => idOf(vertical) === 'identity';

export const isSecurity = (vertical: string | null): boolean => idOf(vertical) === 'security';

export const isFileSync = (vertical: string | null): boolean => idOf(vertical) === 'file-sync';
