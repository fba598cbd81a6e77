import { stem } from './draft-words.ts';

/** Nouns and adjectives that carry weight in a milestone statement; any other noun is taken for the customer's own work. */

export const stemsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/).map(stem));

/** Whom the work is for: beyond the account's own walls. */
export const OUTSIDERS = stemsOf(
  'customer customers client clients enduser endusers subscriber patient student pupil guest tenant shopper buyer payer donor supporter prospect ' +
    'candidate applicant supplier vendor-side partner citizen resident passenger traveller driver courier reader listener learner ' +
    'attendee visitor-in signer signatory counterparty payee respondent contractor auditor regulator bank insurer insured ' +
    'policyholder borrower investor recipient addressee audience follower-in fan member-of public parent player viewer voter ' +
    'caller consumer household landlord journalist publisher retailer wholesaler distributor carrier merchant external outside outsider outsiders beneficiary lead ' +
    'claimant defendant plaintiff lawyer-in notary claimants diner diners renter renters rider riders',
);
/** Others inside the account than whoever set it up. */
export const COLLEAGUES = stemsOf(
  'colleague coworker teammate member employee staff executive manager director board ceo cfo cto cio coo vp chief leadership boss ' +
    'department rep salesperson seller agent technician engineer developer analyst nurse doctor clinician physician carer teacher ' +
    'cashier warehouse-worker worker operator dispatcher recruiter reviewer approver stakeholder accountant bookkeeper controller ' +
    'finance legal marketer designer researcher editor translator writer planner coordinator buyer-in responder oncall assistant ' +
    'committee somebody someone everyone person people second another other others team crew squad group shift hire planner requester ' +
    'owner-in scientist lawyer paralegal officer inspector foreman housekeeper receptionist chef driver mechanic',
);
/** Those who prepare the product, on either side. */
export const PREPARERS = stemsOf(
  'admin admins administrator creator author owner founder installer implementer consultant vendor csm trainer implementation configurator champion ' +
    'sponsor integrator onboarder maker',
);
export const PEOPLE: ReadonlySet<string> = new Set([
  ...OUTSIDERS,
  ...COLLEAGUES,
  ...PREPARERS,
  ...stemsOf('user users seat persona account company organisation organization customer workspace half nobody who they'),
]);

/** Says that the thing is no rehearsal. */
export const REALITY = stemsOf('production live real actual genuine paying paid external own public true authentic');
/** A trial run of the real thing. */
export const REHEARSALS = stemsOf(
  'test tests testing demo demonstration sample samples simulated simulation preview previewed sandbox mock dummy rehearsal rehearsed dry ' +
    'staging example placeholder fake fictional synthetic localhost toy pretend mockup prototype trial canned lorem preloaded seeded invented',
);

/** Things one needs before the work can begin. */
export const PREPARATIONS = stemsOf(
  'setting settings config configuration role permission profile template checklist wizard tour tutorial walkthrough integration connector ' +
    'connection credential apikey token sdk snippet script webhook plugin extension addon widget domain dns avatar logo branding theme ' +
    'training webinar workshop course lesson onboarding kickoff csv import upload migration sandbox invitation invite licence license ' +
    'mapping documentation guide manual faq setup preference installation install implementation handover questionnaire ' +
    'subscription trial environment instance prerequisite agenda roadmap timeline rollout readiness agent-install provisioning directory ' +
    'certificate-install key keys password workspace seat bootcamp curriculum configurator sync feed schema demo sandbox template walk-through ' +
    'contact contacts catalogue catalog inventory-list source sources datasource pixel enablement gateway-config paperwork ' +
    'introduction orientation callback-url sitemap requirement requirements metadata playbook macro account accounts',
);
/** Makes whatever it stands before a preparation: `training session`, `setup call`. */
export const PREPARING = stemsOf(
  'training onboarding setup kickoff implementation configuration welcome integration installation tutorial product tour invitation ' +
    'enablement rollout migration import account orientation readiness golive success',
);
/** Opens the door. */
export const DOORS = stemsOf(
  'login logins signin signins logon signon signup signups registration authentication account password logout sso email-verification session sessions mfa',
);
/** Attention and spread: they can be counted without any work being done. */
export const ATTENTION = stemsOf(
  'view views pageview pageviews follower followers like likes impression impressions click clicks clickthrough visit visits visitor visitors traffic download downloads signup signups ' +
    'registration registrations session sessions dau mau wau usage activity stickiness fan fans eyeball reach hit hits popularity ' +
    'utilisation utilization headcount subscriber-count star stars mention-count share-of-voice attendance tab tabs users user seats seat ' +
    'active minutes time dwell',
);
/** A figure over many events instead of one event. */
export const FIGURES = stemsOf(
  'rate rates percent percentage number numbers count counts total totals average mean median ratio score scores volume growth index nps csat dau mau wau ' +
    'frequency proportion tally quota kpi share majority trend leaderboard',
);
/** No clock could be read at such a moment. */
export const ABSTRACTIONS = stemsOf(
  'engagement momentum value roi success experience confidence satisfaction potential culture buyin alignment awareness benefit benefits productivity ' +
    'efficiency collaboration impact outcome outcomes need needs progress transformation return clarity understanding promise trust loyalty excitement ' +
    'interest power difference relationship partnership excellence habit habits routine aha moment moments it capability capabilities ' +
    'visibility control goals goal objective objectives mind peace delight enthusiasm ownership maturity traction insight insights wow innovation ' +
    'communication transparency agility synergy happiness comfort familiarity proficiency commitment advocacy strategy vision mindset ' +
    'proposition worth mastery health stability readiness competitiveness empowerment growth improvement improvements way feeling adoption',
);
/** The thing that was bought, spoken of as a whole. */
export const PRODUCT = stemsOf(
  'product platform tool tools app apps application software system solution feature features functionality functionalities module modules portal interface suite homepage menu',
);
/** What is drawn from data; worth something only when the data is one's own. */
export const INSIGHTS = stemsOf(
  'report reports dashboard dashboards chart charts forecast insight insights analysis query graph scorecard summary funnel cohort segment figure figures ' +
    'breakdown trend visualisation visualization pivot answer statement analytics recording pipeline',
);
/** Holds other things: the word after `of` says what it is. */
export const CONTAINERS = stemsOf(
  'list lists set batch series pair group round copy version piece lot stack handful dozen couple part half most all one two three four five six seven eight nine ten eleven twelve majority some many each hundred thousand bulk kind full',
);
/** Waits for its turn: opening one begins the work. */
export const REQUESTS = stemsOf('ticket case request order enquiry inquiry claim issue incident complaint conversation');
/** Attention that is spoken of without a plural. */
const UNCOUNTED = stemsOf('traffic usage activity stickiness reach popularity utilisation utilization attendance time dwell dau mau wau active');

/** `visits` are counted; a doctor's `visit` is work. */
export const isAttention = ({ plain, stem: base }: { readonly plain: string; readonly stem: string }): boolean =>
  ATTENTION.has(base) && (plain.endsWith('s') || UNCOUNTED.has(base));

/** Parts of the product, as its makers count them. */
export const isFeature = ({ plain }: { readonly plain: string }): boolean =>
  /^(features?|functions?|functionality|functionalities|modules?|capabilities|tabs)$/.test(plain);
