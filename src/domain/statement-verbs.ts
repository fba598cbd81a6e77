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
  ['login', stemsOf('login signin logon signup register authenticate access')],
  [
    'confirm',
    stemsOf(
      'confirm acknowledge verify verified agree agreed tick approve check accept validate says said tell ' +
        'told declare review attest certify signoff',
    ),
  ],
  [
    'state',
    stemsOf(
      'feel felt understand understood explore engage adopt realise realize become became love trust learn ' +
        'learnt embrace know knew experience enjoy rely appreciate think thought believe work collaborate ' +
        'interact transform thrive succeed like care benefit recognise recognize discover try tried ' +
        'familiarise familiarize communicate cooperate operate depend want hope need remain stay seem embed ' +
        'embedded champion cherish master empower inspire delight align value excite perceive prefer evolve ' +
        'mature flourish convince persuade impress resonate grasp emerge exist',
    ),
  ],
  [
    'change',
    stemsOf(
      'grow grew grown increase rise rose risen gain improve double triple drop decrease fall fell reduce ' +
        'hit exceed climb jump boost peak surge soar trend averages surpass top spike beat outpace overtake decline shrink ' +
        'cut simplify streamline optimise optimize enhance modernise modernize digitise digitize strengthen deepen ' +
        'accelerate maximise maximize',
    ),
  ],
  [
    'rehearse',
    stemsOf('test preview simulate practise practice rehearse demonstrate demoed sandboxed evaluate trialled'),
  ],
  [
    'deliver',
    stemsOf(
      'send publish share deliver ship post release broadcast forward route distribute hand dispatch launch ' +
        'submit issue present email mail file announce give given gave surface expose',
    ),
  ],
  ['use', stemsOf('use used using apply applied consult utilise utilize leverage employ')],
  ['view', stemsOf('view see saw seen look open click read watch visit browse search scroll hover notice sights')],
  [
    'begin',
    stemsOf(
      'create build draft write wrote written design prepare plan schedule save compose name queue generate ' +
        'make made start begin began begun record author outline sketch duplicate copy copied request propose ' +
        'log enter type track capture stage pitch postponed list compile arrange draw drawn organise organize ' +
        'store ingest accumulate retain',
    ),
  ],
  [
    'prepare',
    stemsOf(
      'connect configure install invite import upload train onboard enable activate provision migrate map ' +
        'sync integrate link attach customise customize personalise personalized add added assign define paste ' +
        'enrol enrolled download pin join whitelist authorise authorize grant subscribe select choose chose ' +
        'chosen initialise initialize instrument fill populate load attend pair rename tag categorise ' +
        'categorized bookmark appoint nominate finalise walk introduce kickoff set flow stream ' +
        'automate adjust allocate calibrate clone crawl backfill unpack brief educate entitle cleanse clean ' +
        'equip tailor scaffold allowlist normalise normalize standardise standardize ' +
        'federate designate adapt rebrand consolidate specify dedicate ' +
        'redirect bind bound unlock allow drag assemble modelled geocode synchronise synchronize fed amend classify collate combine declare describe ' +
        'determine earmark encode enlist establish formulate harmonise harmonize implement incorporate ' +
        'instruct itemise modify obtain orient parameterise polish prefill preload procure reconfigure ' +
        'redesign refine relabel reorganise rework tabulate unify familiarise',
    ),
  ],
  [
    'finish',
    stemsOf(
      'complete close resolve finish process settle reconcile pay merge fix catch caught detect block ' +
        'prevent stop deploy pass hire win convert book buy bought purchase order sell donate vote rerank ' +
        'ranked redeem rate sign countersign reply replied answer respond comment approve collect receive ' +
        'reach arrive run execute exchange transfer clear match recover restore renew toggle trigger fire ' +
        'escalate produce decide quarantine revoke remediate edit coedit mention react get got prove go goes ' +
        'went take took taken bring brought find found led come came meet keep kept handle serve replace ' +
        'correct eliminate cause follow deduplicate checkin bill invoice dispense admit host hold exit earn ' +
        'return interview rescue deflect translate export swap withdraw print charge debit credited fund raise ' +
        'appear shows shown display land leave left call update move advance turn rolled spend spent identify identified ' +
        'investigate query queried ask occur happen going hear heard chat talk act score accomplish award bid borrow lend lent cash contribute dial diagnose dine discharge discuss evict fulfil harvest ' +
        'inform inspect invest loan mend negotiate notify offset patch perform plant play quote reassign recommend refer remit rent reorder ' +
        'repair rerun reschedule retire retrieve reuse reward spot solve tip trade transact transmit treat unblock warn help assist pledge drive driven drove ride',
    ),
  ],
];

/** Made ready; the same words as nouns (a sequence, a model, a feed) are anything. */
const MADE_READY = new Set(
  (
    'indexed modelled pointed grouped labelled labeled parked plugged tuned forked formatted hooked permitted ported weighted bootstrapped branded skinned themed' +
    ' structured commissioned licensed mirrored mounted seeded fed fitted bundled catalogued detailed documented docked programmed scripted' +
    ' sequenced shaped sorted styled supplied preset positioned inputted inserted scoped appended'
  ).split(' '),
);

/** Past forms that do not end in -ed. */
const IRREGULAR_PAST = new Set(
  (
    'sent paid won held built sold ran run made met taken written read seen shown given begun drawn driven chosen spoken caught brought bought taught found kept ' +
    'left proven lost set put cut hit done got grown known thrown hidden led fed understood felt drew wrote gave took saw came went began told said heard dealt spent shut split broadcast felt grew rose fell'
  ).split(' '),
);
const NO_PAST = new Set(
  'need feed speed seed shed bed red embed succeed exceed proceed hundred lead indeed'.split(' '),
);

/** Answers from the past or the participle form: `completed`, `sent`. */
export const isPast = (plain: string): boolean =>
  IRREGULAR_PAST.has(plain) || (plain.length > 3 && plain.endsWith('ed') && !NO_PAST.has(plain));

/** What the verb does, or null for a word that is none we know. */
export function deedOf(word: { readonly plain: string; readonly stem: string }): Deed | null {
  if (MADE_READY.has(word.plain)) return 'prepare';
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

export const stemIs = (plain: string, ...forms: readonly string[]): boolean =>
  forms.some((form) => stem(form) === stem(plain));
