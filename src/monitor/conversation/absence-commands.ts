import type { Day } from '../../domain/account.ts';
import { dayOf, dayToIso } from '../../domain/local-date.ts';
import { accountsOf } from '../accounts-of.ts';
import { ownerOf, withAbsences } from '../alert-owner.ts';
import type { Member } from '../board.ts';
import type { Crew } from '../keep-accounts.ts';
import { bold, code, type Message, paragraph } from '../message.ts';
import { zoneOfCsm } from '../rules.ts';
import { dayInWords } from '../words.ts';
import { noteAct } from './act.ts';
import type { AnswerDeps, Saying } from './said.ts';

/** What CSMs say of themselves. */

/** New alerts go to somebody else until that date; what is open stays where it is. */
export async function goAway(deps: AnswerDeps, crew: Crew, saying: Saying, until: Day): Promise<Message> {
  const { store, rules } = deps;
  const { person, now } = saying;
  if (!(await isCsm(deps, person))) return notACsm('away');
  const today = dayOf(now, zoneOfCsm(rules, person.id, crew.zone));
  if (until <= today) return [paragraph(`${dayInWords(until)} is not ahead of us; nothing has changed.`)];
  await store.people.setAway(person.id, until);
  await noteAct(deps, 'csm_away', saying, { until: dayToIso(until) });
  return [
    paragraph(bold(`You are away until ${dayInWords(until)}. `), await standInWords(deps, crew, saying)),
    paragraph('What is open stays with you; ', code('back'), ' ends this earlier.'),
  ];
}

export async function comeBack(deps: AnswerDeps, saying: Saying): Promise<Message> {
  const { person } = saying;
  if (!(await isCsm(deps, person))) return notACsm('back');
  if (!(await deps.store.people.endAway(person.id)))
    return [paragraph('I did not know you away; nothing has changed.')];
  await noteAct(deps, 'csm_back', saying, {});
  return [paragraph(bold('Welcome back. '), 'New alerts for your accounts come to you again.')];
}

async function standInWords({ store, rules }: AnswerDeps, crew: Crew, { person, now }: Saying): Promise<string> {
  const account = { csm: { id: person.id, name: person.name, email: person.email }, assignee: null };
  const choice = ownerOf(account, rules, await withAbsences(store, rules, crew, now));
  return choice.kind === 'found' && choice.owner.id !== person.id
    ? `New alerts for your accounts go to ${choice.owner.name}.`
    : 'But nobody is there to stand in for you, so new alerts still come to you: monitor.yaml (owners) names no one else.';
}

/** Whoever has accounts, or stands in for somebody who has. */
async function isCsm({ store, rules }: AnswerDeps, { id }: Member): Promise<boolean> {
  const { deputies } = rules.owners;
  if (deputies.has(id) || [...deputies.values()].includes(id)) return true;
  return (await accountsOf(store, id)).length > 0;
}

const notACsm = (word: string): Message => [
  paragraph(bold('Nothing has changed. '), code(word), ' is for CSMs, and you are the CSM of none of the accounts.'),
];
