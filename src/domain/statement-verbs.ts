import { natureOfWord } from './draft-event-nature.ts';
import { stem } from './draft-words.ts';
import { stemsOf } from './statement-nouns.ts';

/** What verbs say about the road to value. Words that event names and sentences share are kept in draft-event-nature.ts. */

export type Deed =
  /** Opens the door. */
  | 'login'
  /** Makes the product ready. */
  | 'prepare'
  /** Begins a work that is not finished by it. */
  | 'begin'
  | 'rehearse'
  /** Gives finished work to somebody. */
  | 'deliver'
  /** Work comes to its end, or somebody answers it. */
  | 'finish'
  /** Says yes to something; what it says yes to decides. */
  | 'confirm'
  | 'view'
  | 'use'
  /** A state of mind or a habit; nothing that happens at one moment. */
  | 'state'
  /** A figure moves. */
  | 'change'
  | 'fail'
  /** A past form that we do not know: what a trade calls its own work. */
  | 'unknown';

const DEEDS: readonly (readonly [Deed, ReadonlySet<string>])[] = [
  ['login', stemsOf('login logins signin signins logon signup register registered authenticate authenticated access accesses accessed')],
  [
    'confirm',
    stemsOf('confirm confirms confirmed acknowledge verify verified agree agreed tick ticked approve approved check checked accept accepted validate validated says said say tell tells told report-that declare declared review reviewed attest certify'),
  ],
  [
    'state',
    stemsOf(
      'feel feels felt understand understands understood explore explores explored engage engages engaged adopt adopted realise realize become becomes became love loves trust trusts learn learns learned learnt ' +
        'embrace know knows knew experience enjoy rely relies appreciate think thinks thought believe work works worked working collaborate collaborates interact interacts transform thrive succeed like likes care benefit benefits ' +
        'recognise recognize discover discovers try tries tried familiarise familiarize communicate cooperate operate operates depend want wants hope need needs remain stay stays seem seems ' +
        'embed embedded integrate-into champion cherish master masters empower empowered inspire delight delighted align aligned value values excite excited perceive prefer prefers evolve mature flourish convince convinced convinces persuade persuaded impress impressed',
    ),
  ],
  [
    'change',
    stemsOf(
      'grow grows grew grown increase increased rise rises rose risen gain gains gained improve improves improved double doubles doubled triple tripled drop drops dropped decrease decreased fall falls fell reduce reduced hit hits exceed exceeds exceeded climb climbs climbed jump jumps jumped boost boosts boosted ' +
        'peak surge soar trend averages stands surpass surpasses surpassed pass-mark top tops spike decline declined shrink cut cuts',
    ),
  ],
  [
    'rehearse',
    stemsOf('test tests tested preview previews previewed simulate simulated practise practised practice practiced rehearse rehearsed demonstrate demonstrated demoed sandboxed evaluate evaluates evaluated trialled'),
  ],
  [
    'deliver',
    stemsOf(
      'send sends sent publish published share shares shared deliver delivered ship shipped post posts posted release released broadcast forward forwarded forwards route routed distribute distributed hand handed dispatch dispatched launch launched launches submit submitted issue issued present presented presents ' +
        'email emailed mail mailed file filed announce announced shows showed shown give gives given gave surface surfaced surfaces expose exposed',
    ),
  ],
  ['use', stemsOf('use uses used using apply applied applies consult consulted consults utilise utilize leverage employ')],
  ['view', stemsOf('view viewed views see sees saw seen look looks looked open opens opened click clicks clicked read reads watch watches watched visit visits visited browse browses browsed search searches searched scroll scrolled hover notice noticed sights')],
  [
    'begin',
    stemsOf(
      'create creates created build builds built draft drafts drafted write writes wrote written design designs designed prepare prepared plan plans planned schedule schedules scheduled save saves saved compose composed name named queue queued generate generated make makes made start starts started ' +
        'begin begins began begun record records recorded author outline sketch sketched duplicate duplicated copy copied request requested propose proposed log logs logged enter entered place-draft type typed types track tracked capture captured collect-list stage staged pitch postponed list listed compile compiled arrange arranged draw draws drawn organise organised organize',
    ),
  ],
  [
    'prepare',
    stemsOf(
      'connect connects connected configure configures configured install installs installed invite invites invited import imports imported upload uploads uploaded train trains trained onboard onboards onboarded enable enables enabled activate activates activated ' +
        'provision provisions provisioned migrate migrates migrated map maps mapped sync syncs synced integrate integrates integrated link links linked attach attached customise customises customised customize customized personalise personalised personalized add adds added assign assigns assigned define defines defined embed-snippet paste ' +
        'pasted enrol enrolled enroll download downloads downloaded pin pinned join joins joined whitelist whitelisted authorise authorised authorize authorized grant granted subscribe subscribed select selects selected choose chooses chose chosen initialise initialised initialize initialized ' +
        'instrument instrumented fill fills filled populate populated load loads loaded attend attends attended pair paired rename tag tagged categorise categorised categorized label-set enter-details bookmark bookmarked appoint appointed nominate nominated purchase-plan ' +
        'finalise finalised document documented walk walked introduce introduced kickoff set sets flow flows flowing stream streams streaming automate automates automated',
    ),
  ],
  [
    'finish',
    stemsOf(
      'complete completes completed close closed resolve finish process settle reconcile pay pays paid merge fix catch catches caught detect block blocked blocks prevent stop stopped stops deploy pass passed hire win wins won convert book books booked buy buys bought purchase order orders ordered sell sold donate donated vote votes voted rerank ranked ' +
        'redeem rate rated sign signed signs countersign countersigned reply replied replies answer answered answers respond responded responds comment comments commented approve collect collects collected receive received receives reach reached reaches arrive arrived arrives run runs ran execute executes executed exchange exchanged exchanges transfer transferred clear cleared ' +
        'match matched recover recovered restore renew toggle toggled toggles trigger triggered triggers fire fired fires escalate escalated produce produced produces decide decided quarantine revoke revoked remediate edit edits edited coedit mention mentioned react reacted reacts ' +
        'get gets got prove proves proved go goes went take takes took taken bring brings brought find finds found led come comes came meet meets met keep keeps kept handle handled handles serve serves served replace replaced replaces correct corrected eliminate eliminated cause causes caused follow follows followed deduplicate checkin checkins ' +
        'bill billed invoice invoiced dispense attend-event admit admitted host hosted hosts hold holds held exit earn earned return returns returned interview interviews earns save-from rescue deflect translate translated export exported exports swap swapped swaps withdraw print printed print charge charged debit credited credit fund funded raise raised raises ' +
        'return-item appear appears appeared land lands landed leave leaves left call calls called update updated updates move moved moves advance advanced turn turns turned contact-reached rolled spend spent say-yes identify identified identifies investigate investigated query queried ask asks asked',
    ),
  ],
];

/** Past forms that do not end in -ed. */
const IRREGULAR_PAST = new Set(
  (
    'sent paid won held built sold ran run made met taken written read seen shown given begun drawn driven chosen spoken caught brought bought taught found kept ' +
    'left lost set put cut hit done got grown known thrown hidden led fed understood felt drew wrote gave took saw came went began told said heard dealt spent shut split broadcast felt grew rose fell'
  ).split(' '),
);
const NO_PAST = new Set('need feed speed seed shed bed red embed succeed exceed proceed hundred lead indeed'.split(' '));

/** Answers from the past or the participle form: `completed`, `sent`. */
export const isPast = (plain: string): boolean =>
  IRREGULAR_PAST.has(plain) || (plain.length > 3 && plain.endsWith('ed') && !NO_PAST.has(plain));

/** What the verb does, or null for a word that is none we know. */
export function deedOf(word: { readonly plain: string; readonly stem: string }): Deed | null {
  const known = DEEDS.find(([, stems]) => stems.has(word.stem) || stems.has(word.plain));
  if (known !== undefined) return known[0];
  const nature = natureOfWord(word.stem);
  if (nature === null) return isPast(word.plain) ? 'unknown' : null;
  return DEED_OF_NATURE[nature];
}

const DEED_OF_NATURE = {
  login: 'login',
  setup: 'prepare',
  failure: 'fail',
  view: 'view',
  input: 'begin',
  outcome: 'finish',
} as const;

export const stemIs = (plain: string, ...forms: readonly string[]): boolean => forms.some((form) => stem(form) === stem(plain));
