import { stem } from './draft-words.ts';

/** Nouns and adjectives that carry weight in a milestone statement; any other noun is taken for the customer's own work. */

export const stemsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/).map(stem));

/** Whom the work is for: beyond the account's own walls. */
export const OUTSIDERS = stemsOf(
  'customer client contact follower enduser subscriber patient student pupil guest tenant shopper buyer payer donor ' +
    'supporter prospect candidate applicant supplier partner citizen resident passenger traveller driver ' +
    'courier reader listener learner attendee signer signatory counterparty payee respondent contractor ' +
    'auditor regulator bank insurer insured policyholder borrower investor recipient addressee ' +
    'fan public parent player voter caller consumer household landlord journalist publisher ' +
    'retailer wholesaler distributor carrier merchant external outside outsider beneficiary lead claimant ' +
    'defendant plaintiff notary diner renter rider stranger participant',
);
/** Others inside the account than whoever set it up. */
export const COLLEAGUES = stemsOf(
  'colleague coworker teammate member employee staff executive manager director board ceo cfo cto cio ' +
    'coo vp chief leadership boss department rep salesperson seller agent technician engineer developer ' +
    'analyst nurse doctor clinician physician carer teacher cashier worker operator dispatcher recruiter ' +
    'reviewer approver stakeholder accountant bookkeeper controller finance legal marketer designer ' +
    'researcher editor translator writer planner coordinator responder oncall assistant committee somebody ' +
    'someone everyone person second another other team crew squad group shift hire requester scientist ' +
    'lawyer paralegal officer inspector foreman housekeeper receptionist chef driver mechanic',
);
/** Those who prepare the product, on either side. */
export const PREPARERS = stemsOf(
  'admin administrator creator author owner founder installer implementer consultant vendor csm trainer ' +
    'implementation configurator champion sponsor integrator onboarder maker',
);
export const PEOPLE: ReadonlySet<string> = new Set([
  ...OUTSIDERS,
  ...COLLEAGUES,
  ...PREPARERS,
  ...stemsOf('user seat persona account company organisation organization customer workspace half nobody who they'),
]);

/** Says that the thing is no rehearsal. */
export const REALITY = stemsOf('production live real actual genuine external own public true authentic');
/** What is wrong with a thing: putting it right is work, whatever it is. */
export const FLAWS = stemsOf(
  'leaked stolen weak compromised exposed wrong faulty broken risky vulnerable outdated expired misconfigured malicious ' +
    'suspicious fraudulent duplicate orphaned hacked infected',
);
/** A trial run of the real thing. */
export const REHEARSALS = stemsOf(
  'test demo demonstration sample simulated simulation preview sandbox mock dummy rehearsal rehearsed ' +
    'dry  example placeholder fake fictional synthetic localhost toy pretend mockup prototype trial ' +
    'canned lorem placeholder preloaded seeded invented',
);

/** Things one needs before the work can begin. */
export const PREPARATIONS = stemsOf(
  'certification setting config configuration role permission profile template checklist wizard tour tutorial ' +
    'walkthrough integration connector connection credential apikey token sdk snippet script webhook ' +
    'plugin extension addon widget domain dns avatar logo branding theme training webinar workshop course ' +
    'lesson onboarding kickoff csv import upload migration sandbox invitation invite licence license ' +
    'mapping documentation guide manual faq setup preference installation install implementation handover ' +
    'questionnaire subscription trial environment instance prerequisite agenda roadmap timeline rollout ' +
    'readiness provisioning directory key password workspace seat bootcamp curriculum configurator sync ' +
    'feed schema demo contact catalogue catalog source datasource pixel enablement paperwork introduction ' +
    'orientation sitemap requirement metadata playbook macro account bubble launcher button banner golive category exam quiz certificate layout skeleton taxonomy hierarchy glossary forwarding firewall mailbox sla column calendar deadline date threshold limit timetable scope',
);
/** Makes whatever it stands before a preparation: `training session`, `setup call`. */
export const PREPARING = stemsOf(
  'training onboarding setup kickoff implementation configuration welcome integration installation ' +
    'tutorial product tour invitation enablement rollout migration import account orientation readiness ' +
    'golive success certification course elearning solution technical status steering discovery scoping',
);
/** Things that people need in hand before the work can begin; handing them out is none of it. */
export const EQUIPMENT = stemsOf(
  'card badge device tablet handset headset laptop terminal tracker sensor beacon scanner printer router antenna cable ' +
    'hardware agent collector probe daemon cluster server seat licence license',
);
/** What people are to go by: adopting it makes ready. */
export const PRECEPTS = stemsOf('policy procedure standard framework guideline rule convention regulation code');
/** Opens the door. */
export const DOORS = stemsOf(
  'login signin logon signon signup registration authentication account password logout sso session mfa handshake oauth',
);
/** Attention and spread: they can be counted without any work being done. */
export const ATTENTION = stemsOf(
  'view pageview follower like impression click clickthrough visit visitor traffic download signup ' +
    'registration session dau mau wau usage stickiness eyeball reach hit popularity ' +
    'utilisation utilization headcount star attendance tab users seats active minutes dwell install open share reaction mention',
);
/** A figure over many events instead of one event. */
export const FIGURES = stemsOf(
  'rate percent percentage number count total average mean median ratio score volume growth index nps ' +
    'csat dau mau wau frequency proportion tally quota kpi share duration length depth majority trend leaderboard',
);
/** No clock could be read at such a moment. */
export const ABSTRACTIONS = stemsOf(
  'engagement momentum value roi success experience confidence satisfaction potential culture buyin ' +
    'alignment awareness benefit productivity efficiency collaboration impact outcome need progress ' +
    'transformation clarity understanding promise trust loyalty excitement interest power ' +
    'difference relationship partnership excellence habit routine aha moment capability visibility ' +
    'control goals objective mind peace delight enthusiasm ownership maturity traction insight wow ' +
    'innovation communication transparency agility synergy happiness comfort familiarity proficiency ' +
    'commitment advocacy strategy vision mindset proposition worth mastery health stability readiness ' +
    'competitiveness empowerment growth improvement way feeling adoption fit rapport autonomy resilience sentiment influence simplicity convenience competence fluency ' +
    'ease joy morale motivation inspiration relief harmony cohesion teamwork hype buzz bestpractice rhythm stride footing expectation point sense merit datadriven',
);
/** The thing that was bought, spoken of as a whole. */
export const PRODUCT = stemsOf(
  'product platform tool app application software system solution feature functionality module portal ' +
    'interface homepage menu',
);
/** What is drawn from data; worth something only when the data is one's own. */
export const INSIGHTS = stemsOf(
  'question report dashboard chart forecast insight analysis query graph scorecard summary funnel cohort segment ' +
    'figure breakdown trend visualisation visualization pivot answer statement analytics recording ' +
    'pipeline',
);
/** Holds other things: the word after `of` says what it is. */
export const CONTAINERS = stemsOf(
  'list set batch series pair group round copy version piece lot stack handful dozen couple part half ' +
    'most all one two three four five six seven eight nine ten eleven twelve majority some many each ' +
    'hundred thousand bulk kind full quarter third fraction',
);
/** Waits for its turn: opening one begins the work. */
export const REQUESTS = stemsOf(
  'ticket case request order enquiry inquiry claim issue incident complaint conversation',
);
/** Attention that is spoken of without a plural. */
const UNCOUNTED = stemsOf(
  'traffic usage stickiness reach popularity utilisation utilization attendance dwell dau ' + 'mau wau active',
);

/** `visits` are counted; a doctor's `visit` is work. */
export const isAttention = ({ plain, stem: base }: { readonly plain: string; readonly stem: string }): boolean =>
  ATTENTION.has(base) && (plain.endsWith('s') || UNCOUNTED.has(base));

/** `a healthy account`: praise, and no event. */
export const PRAISE: ReadonlySet<string> = new Set(
  'healthy happy engaged strong deep good great better stronger deeper meaningful seamless smooth sticky loyal delighted satisfied'.split(
    ' ',
  ),
);

/** How somebody is. */
export const isMood = ({ plain }: { readonly plain: string }): boolean =>
  PRAISE.has(plain) ||
  /^(comfortable|confident|familiar|excited|aware|productive|effective|efficient|independent|successful|valuable|convinced|fluent|proud)$/.test(
    plain,
  );

/** Parts of the product, as its makers count them. */
export const isFeature = ({ plain }: { readonly plain: string }): boolean =>
  /^(features?|functions?|menus?|screens?|buttons?|functionality|functionalities|modules?|capabilities|tabs)$/.test(
    plain,
  );
