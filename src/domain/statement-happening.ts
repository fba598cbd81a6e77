import { judgeChange, judgeState, judgeUse, judgeView } from './statement-attending.ts';
import { type Finding, found, ITS_WORK, REHEARSED, type Setting, NO_EVENT } from './statement-finding.ts';
import { stemsOf, ABSTRACTIONS, INSIGHTS } from './statement-nouns.ts';
import { judgeBeginning, judgeLogin, judgePreparation } from './statement-preparing.ts';
import type { Happening } from './statement-reading.ts';
import { any, isForOthers } from './statement-things.ts';
import { workOf } from './statement-verticals.ts';
import { judgeDelivery } from './statement-delivering.ts';
import { judgeFinish, judgeUnknown } from './statement-working.ts';

/** What one event of a statement is worth, by what kind of deed it is. */
export function judgeHappening(happening: Happening, setting: Setting): Finding {
  return JUDGES[happening.deed](happening, setting);
}

/** What a product protects from: stopping it is the work. */
const PROTECTED = stemsOf('fraud attack threat intrusion malware phish spam chargeback breach');

const JUDGES: Readonly<Record<Happening['deed'], (happening: Happening, setting: Setting) => Finding>> = {
  login: judgeLogin,
  prepare: judgePreparation,
  begin: judgeBeginning,
  rehearse: ({ clause, object }, setting) =>
    any(object, ABSTRACTIONS) && !any(object, INSIGHTS)
      ? NO_EVENT
      : any(clause, workOf(setting.vertical)) && isForOthers(clause, setting)
        ? ITS_WORK
        : REHEARSED,
  deliver: judgeDelivery,
  finish: judgeFinish,
  confirm: judgeFinish,
  unknown: judgeUnknown,
  view: judgeView,
  use: judgeUse,
  state: judgeState,
  change: judgeChange,
  fail: (happening, setting) =>
    any(happening.object, PROTECTED) ? judgeFinish(happening, setting) : found('vague', 'failure'),
};
