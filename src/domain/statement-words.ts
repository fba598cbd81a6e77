import { plainWordsOf, stem } from './draft-words.ts';
import { PEOPLE } from './statement-nouns.ts';

/** A statement as words: stretches between punctuation marks; expressions of several words become one. */

export interface Word {
  readonly plain: string;
  readonly stem: string;
}

const wordOf = (plain: string): Word => ({ plain, stem: stem(plain) });

/** What is written in several words and means one thing; the right side is a word that the vocabulary knows. */
const EXPRESSIONS: ReadonlyMap<string, readonly (readonly [readonly string[], readonly string[]])[]> = Map.groupBy(
  (
    'log in=login|logs in=logins|logged in=login|logging in=login|log on=login|logged on=login|logs on=login|log into=login|logs into=login|' +
    'logged into=login|log ins=logins|sign ins=logins|signed up=signup|sign ups=signups|sign into=signin|signs into=signin|signed into=signin|' +
    'signed back in=signin|logs back in=login|logged back in=login|log back in=login|single signon=sso|comes back=returns|come back=return|' +
    'came back=returned|returns to=login to|returned to the=login to the|checks out=buys|checked out=bought|check out=buy|set up=configured|sets up=configures|setting up=configuring|go live=golive|goes live=launches|went live=launched|' +
    'gone live=launched|going live=golive|rolled out=launched|rolls out=launches|goes out=ships|go out=ships|went out=shipped|gone out=shipped|' +
    'filled in=filled|filled out=filled|fills in=fills|fills out=fills|signed off=approved|signs off=approves|sign off=approval|end user=enduser|' +
    'end users=endusers|end customer=customer|end customers=customers|each other=eachother|one another=eachother|no one=nobody|not one=no|' +
    'as a draft=asdraft|as draft=asdraft|in draft=asdraft|for later=forlater|at a later date=forlater|for next=forlater|for the next=forlater|' +
    'kick off=kickoff|kicked off=kickoff|looked at=viewed|looks at=views|look at=view|looked through=viewed|looks through=views|' +
    'looks over=views|switched on=toggled|switches on=toggles|turned on=toggled|turns on=toggles|switched off=toggled|turned off=toggled|' +
    'paid out=paid|pays out=pays|paid back=paid|checks in=checkin|check in=checkin|checked in=checkin|page view=pageview|page views=pageviews|' +
    'up and running=operational|dry run=rehearsal|trial run=rehearsal|test run=rehearsal|test mode=rehearsal|because of=because|' +
    'as well as=and|in order to=to|so that=so|as soon as=once|api key=apikey|api keys=apikeys|per cent=percent|not only=only|' +
    'not just=only|yet to=never|put off=postponed|getting started=onboarding|go to=visit|went to=visited|' +
    'taken over=taken|takes over=takes|picked up=picked|picks up=picks|rolled back=restored|rolls back=restores|due to=because|marked as=is|on purpose=rehearsal|health check=rehearsal|health checks=rehearsal|cut off=blocked|cuts off=blocks|shut down=blocked|mock up=mockup|mock ups=mockups|one on one=meeting|one on ones=meetings|carried over=migrated|brought over=migrated|moved over=migrated|copied over=migrated|ported over=migrated|leads a=causes a|leads an=causes an|leads the=causes the|' +
    'set it up=configured it|sets it up=configures it|keyed in=entered|put together=drafted|puts together=drafts|put in place=configured|learns of=hears|learn of=hear|learned of=heard|learnt of=heard|hands in=submits|hand in=submit|handed in=submitted|comes to rely=relies|come to rely=rely|came to rely=relied|comes to trust=trusts|come to trust=trust|comes to depend=depends|come to depend=depend|lives up to=equals|live up to=equal|lived up to=equalled|well received=liked|takes off=emerges|took off=emerged|clicked through=completed|clicks through=completes|click through=complete|stepped through=completed|can be opened=is available|can be read=is available|can be seen=is available|laid out=drafted|lays out=drafts|mapped out=drafted|drawn up=drafted|set out=drafted|return on investment=roi|' +
    'takes hold=emerges|take hold=emerge|took hold=emerged|best practice=bestpractice|best practices=bestpractice|took place=occurred|takes place=occurs|take place=occur|taken place=occurred|up to speed=fluent|on the same page=aligned|at home=comfortable|on board with=aligned with|' +
    'get to grips=understand|gets to grips=understands|got to grips=understood|keep growing=grow|keeps growing=grows|keeps rising=rises|data driven=datadriven|' +
    'lead to=cause|leads to=causes|led to=caused'
  )
    .split('|')
    .map((line): readonly [readonly string[], readonly string[]] => {
      const [from = '', to = ''] = line.split('=');
      return [from.split(' '), to.split(' ')];
    }),
  ([[first = '']]) => first,
);

/** Stretches of words without punctuation between them, in order. */
export function stretchesOf(text: string): readonly (readonly Word[])[] {
  return text
    .toLowerCase()
    .replaceAll('%', ' percent ')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replaceAll(' - ', ', ')
    .split(/[,;:()–—!?\n]|\.(?=\s|$)/)
    .map((stretch) => signingIn(joined(withoutDeadline(plainWordsOf(stretch)))).map(wordOf))
    .filter((words) => words.length > 0);
}

/** `by day 21`, `within the first two weeks`: when something is due says nothing about what it is worth. */
function withoutDeadline(words: readonly string[]): readonly string[] {
  const at = words.findLastIndex((word) => word === 'by' || word === 'within' || word === 'in');
  const rest = words.slice(at + 1);
  const timed =
    rest.length > 0 &&
    rest.length <= 4 &&
    rest.every((word) => TIMES.test(word)) &&
    rest.some((word) => UNITS.test(word));
  return at > 0 && timed ? words.slice(0, at) : words;
}

const UNITS = /^(days?|weeks?|hours?|minutes?|months?|quarter)$/;
const TIMES =
  /^(\d+|the|a|an|its|their|first|last|same|one|two|three|four|five|six|seven|ten|fourteen|thirty|sixty|ninety|days?|weeks?|hours?|minutes?|months?|quarter)$/;

function joined(plain: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < plain.length; ) {
    const found = (EXPRESSIONS.get(plain[at] ?? '') ?? []).find(([from]) =>
      from.every((word, offset) => plain[at + offset] === word),
    );
    words.push(...(found?.[1] ?? [plain[at] ?? '']));
    at += found?.[0].length ?? 1;
  }
  return words;
}

/** People who signed in have opened a door; a paper that is signed in two days has been signed. */
function signingIn(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, index) => word === 'signed' && words[index + 1] === 'in');
  if (at < 1) return words;
  const before = words.slice(0, at);
  const passive = /^(is|are|was|were|been|being|gets?|got)$/.test(before.at(-1) ?? '');
  const people = !passive && before.some((word) => PEOPLE.has(stem(word)));
  const device = before.some((word) => /^(app|client|device|laptop|phone|tablet|extension|browser)$/.test(word));
  return people || device ? words.toSpliced(at, 2, 'signin') : words;
}
