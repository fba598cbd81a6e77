import type { AccountDetailJson, AlertJson, EvidenceJson, StepJson } from '../../monitor/account-json.ts';
import { percent, plural } from '../../monitor/words.ts';
import { type Html, html, outsideLink } from './html.ts';
import { facts, page, type PageFrame } from './layout.ts';
import { healthSection } from './health-section.ts';
import { planSection } from './plan-section.ts';
import { whoseMoveSection } from './whose-move-section.ts';
import {
  blindWayOut,
  day,
  deliveryInWords,
  EXCLUSION_NAMES,
  momentIn,
  paceInWords,
  STATE_NAMES,
  stateBadge,
} from './words.ts';

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
${planSection(account.plan, zone)}
${stepsSection(account.steps, zone)}
${targetsSection(account)}
${alertsSection(account.alerts, zone)}
${account.health !== null && healthSection(account.health)}
${evidenceSection(account, zone)}
${historySection(account.history, zone)}`,
  );
}

function standingFacts(account: AccountDetailJson, zone: string): Html {
  const stuck = account.state === 'reached' || account.state === 'left' ? null : account.days_stuck;
  const elapsed = account.days_stuck_elapsed;
  return facts([
    ['Day', html`${account.active_day}${account.day !== account.active_day && ` (${account.day} on the calendar)`}`],
    ...(account.pause === null ? [] : ([['Paused', pauseInWords(account.pause)]] as const)),
    [
      'Started',
      html`${day(account.started_on)}${account.phase !== null && `, ${account.phase.toLowerCase()}`}${account.life > 1 && `; life ${account.life} of this customer`}`,
    ],
    ['Trial ends', day(account.trial_ends_on)],
    ['Stuck on', account.stuck_on ?? '–'],
    [
      'Days stuck',
      stuck === null ? '–' : elapsed === stuck ? `${stuck}` : `${stuck} (${elapsed ?? stuck} on the calendar)`,
    ],
    ['Progress', progressInWords(account)],
    ['Pace', paceInWords(account)],
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

function stepsSection(steps: readonly StepJson[], zone: string): Html | null {
  if (steps.length === 0) return null;
  return html`<section aria-labelledby="steps"><h2 id="steps">The way to first value</h2>
<div class="scroll" role="region" aria-labelledby="steps" tabindex="0"><table>
<thead><tr><th scope="col">Step</th><th scope="col">Observed as</th><th scope="col">By day</th><th scope="col">So far</th></tr></thead>
<tbody>${steps.map((step, index) => stepLine(step, index === steps.length - 1, zone))}</tbody></table></div></section>`;
}

function stepLine(step: StepJson, isLast: boolean, zone: string): Html {
  return html`<tr>
<th scope="row" data-label="Step">${step.name}${isLast && html`<small>first value</small>`}</th>
<td data-label="Observed as">${step.signal_in_words}</td>
<td data-label="By day" class="number">${step.by_day}</td>
<td data-label="So far">${step.reached_at === null ? step.count_in_words : html`<span>reached ${momentIn(step.reached_at, zone)}</span>`}</td>
</tr>`;
}

/** Aspirations stand apart: no state and no alert depends on them. */
function targetsSection({ targets, tier }: AccountDetailJson): Html | null {
  if (targets.length === 0) return null;
  const line = ({ name, value, unit, within, measured }: AccountDetailJson['targets'][number]): Html =>
    html`<li>${name}: ${value}${unit !== null && (unit === '%' ? ' %' : ` ${unit}`)}${within !== null && ` within ${within}`}${measured !== null && html`; <strong>here ${measured}</strong>`}</li>`;
  return html`<section aria-labelledby="targets"><h2 id="targets">What ${tier !== null && `${tier} `}accounts aspire to</h2>
<details><summary>${plural(targets.length, 'target')} <small>no benchmark: nothing is judged by them</small></summary><ul>${targets.map(line)}</ul></details></section>`;
}

function alertsSection(alerts: readonly AlertJson[], zone: string): Html {
  const table = html`<div class="scroll" role="region" aria-labelledby="alerts" tabindex="0"><table>
<thead><tr><th scope="col">Alert</th><th scope="col">Opened</th><th scope="col">Delivery</th><th scope="col">Closed</th></tr></thead>
<tbody>${alerts.toReversed().map(
    (alert) => html`<tr>
<th scope="row" data-label="Alert">${outsideLink(alert.url, STATE_NAMES[alert.kind])}<small>${alert.urgent ? 'urgent' : alert.strength}${
      alert.step !== null && `, at “${alert.step}”`
    }</small></th>
<td data-label="Opened">${momentIn(alert.opened_at, zone)}</td>
<td data-label="Delivery">${deliveryInWords(alert)}</td>
<td data-label="Closed">${alert.closed_at === null ? 'open' : html`${momentIn(alert.closed_at, zone)}<small>${alert.close_reason}</small>`}</td>
</tr>`,
  )}</tbody></table></div>`;
  return html`<section aria-labelledby="alerts"><h2 id="alerts">Alerts</h2>${alerts.length === 0 ? html`<p>None so far.</p>` : table}</section>`;
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
