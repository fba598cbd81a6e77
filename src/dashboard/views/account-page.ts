import type { AccountDetailJson, EvidenceJson } from '../../monitor/account-json.ts';
import { grouped, percent, plural } from '../../monitor/words.ts';
import { type Html, html, outsideLink } from './html.ts';
import { facts, page, type PageFrame } from './layout.ts';
import { activitySection } from './activity-section.ts';
import { alertsSection } from './alerts-section.ts';
import { healthSection } from './health-section.ts';
import { planSection } from './plan-section.ts';
import { stepsSection } from './steps-section.ts';
import { whoseMoveSection } from './whose-move-section.ts';
import { blindWayOut, day, EXCLUSION_NAMES, momentIn, paceInWords, stateBadge } from './words.ts';

export function accountPage(frame: PageFrame, account: AccountDetailJson, zone: string): string {
  return page(
    frame,
    account.name,
    html`<nav aria-label="Breadcrumb"><a href="/">All accounts</a></nav>
<h1>${account.name}</h1>
<p class="lead">${stateBadge(account.state)} ${account.state_in_words}</p>
${account.blind !== null && html`<p class="card note">${blindWayOut(account.blind)}</p>`}
${standingFacts(account, zone)}
${account.whose_move !== null && whoseMoveSection(account.whose_move)}
${stepsSection(account, zone)}
${activitySection(account)}
${planSection(account.plan, zone)}
${targetsSection(account)}
${alertsSection(account.alerts, zone)}
${account.health !== null && healthSection(account.health)}
${evidenceSection(account, zone)}
${historySection(account.history, zone)}`,
  );
}

function standingFacts(account: AccountDetailJson, zone: string): Html {
  const isOver = account.state === 'reached' || account.state === 'left';
  return facts([
    [
      'Day',
      html`${account.active_day}${account.day !== account.active_day && ` (${grouped(account.day)} on the calendar)`}`,
    ],
    ...(account.pause === null ? [] : ([['Paused', pauseInWords(account.pause)]] as const)),
    [
      'Started',
      html`${day(account.started_on)}${account.phase !== null && `, ${account.phase.toLowerCase()}`}${account.life > 1 && `; life ${account.life} of this customer`}`,
    ],
    ...(account.trial_ends_on === null ? [] : ([['Trial ends', day(account.trial_ends_on)]] as const)),
    ...(account.renews_on === null ? [] : ([['Renews', day(account.renews_on)]] as const)),
    ...(isOver ? [] : onTheWay(account)),
    ...(account.rank_in_words === null ? [] : ([['Among others', account.rank_in_words]] as const)),
    ['Last activity', momentIn(account.last_activity_at, zone)],
    [
      'First value',
      account.reached_at === null
        ? 'not yet'
        : html`${momentIn(account.reached_at, zone)}, day ${account.days_to_value}`,
    ],
    ['Tier', account.tier ?? '–'],
    ['CSM', account.csm?.name ?? 'nobody'],
    ['Account id', account.account_id ?? 'not filled in'],
    ['ClickUp', account.task_url === null ? 'known from a file only' : outsideLink(account.task_url, 'account task')],
  ]);
}

/** Of whoever arrived or left nobody asks any more what they are stuck on. */
function onTheWay(account: AccountDetailJson): readonly (readonly [string, string])[] {
  const { stuck_on: step, days_stuck: stuck, days_stuck_elapsed: elapsed } = account;
  const days =
    stuck === null
      ? '–'
      : `${grouped(stuck)}${elapsed === stuck ? '' : ` (${grouped(elapsed ?? stuck)} on the calendar)`}`;
  return [
    ['Stuck on', step ?? '–'],
    ['Days stuck', days],
    ['Progress', progressInWords(account)],
    ['Pace', paceInWords(account)],
  ];
}

function pauseInWords({ until, by_name: by, reason, source }: NonNullable<AccountDetailJson['pause']>): Html {
  const who = by ?? (source === 'status' ? 'the status of its task' : 'a colleague');
  return html`by ${who}, ${until === null ? 'with no end date' : html`until ${day(until)}`}${reason !== null && source === 'comment' && `: ${reason}`}`;
}

function progressInWords({ progress, expected }: AccountDetailJson): string {
  if (progress === null) return '–';
  return expected === null
    ? percent(progress)
    : `${percent(progress)} of the way, ${percent(expected)} expected by now`;
}

/** Aspirations stand apart: no state and no alert depends on them. */
function targetsSection({ targets, tier }: AccountDetailJson): Html | null {
  if (targets.length === 0) return null;
  const line = ({ name, value, unit, within, measured }: AccountDetailJson['targets'][number]): Html =>
    html`<li>${name}: ${value}${unit !== null && (unit === '%' ? ' %' : ` ${unit}`)}${within !== null && ` within ${within}`}${measured !== null && html`; <strong>here ${measured}</strong>`}</li>`;
  return html`<section aria-labelledby="targets"><h2 id="targets">What ${tier !== null && `${tier} `}accounts aspire to</h2>
<details><summary>${plural(targets.length, 'target')} <small>no benchmark: nothing is judged by them</small></summary><ul>${targets.map(line)}</ul></details></section>`;
}

function evidenceSection({ evidence, excluded }: AccountDetailJson, zone: string): Html {
  const claims = [...Map.groupBy(evidence, ({ claim }) => claim)];
  const blocks = claims.map(
    ([claim, items]) => html`<details><summary>${claim} <small>${plural(items.length, 'event')}</small></summary>
<ul>${items.toReversed().map((item) => evidenceLine(item, zone))}</ul></details>`,
  );
  return html`<section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>
${claims.length === 0 ? html`<p>No event that counts has arrived for this account.</p>` : blocks}
${excluded.length > 0 && html`<p><small>Not counted: ${excluded.map(({ why, count }) => `${plural(count, 'event')} (${EXCLUSION_NAMES[why]})`).join(', ')}.</small></p>`}</section>`;
}

function evidenceLine({ event, at, user_id: userId, message_id: messageId }: EvidenceJson, zone: string): Html {
  return html`<li>${momentIn(at, zone)}: ${event}${userId !== null && ` by ${userId}`} <code>${messageId}</code></li>`;
}

function historySection(history: AccountDetailJson['history'], zone: string): Html {
  const lines = history
    .toReversed()
    .map(
      ({ at, state, strength }) =>
        html`<li>${momentIn(at, zone)}: ${stateBadge(state)}${strength !== null && ` ${strength}`}</li>`,
    );
  return html`<section aria-labelledby="history"><h2 id="history">History</h2>
${lines.length === 0 ? html`<p>Not judged in a sweep yet.</p>` : html`<ul class="history">${lines}</ul>`}</section>`;
}
