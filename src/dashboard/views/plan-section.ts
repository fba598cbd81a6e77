import type { PlanDetailJson, PlanVersionJson } from '../../monitor/account-json.ts';
import { type Html, html } from './html.ts';
import { momentIn } from './words.ts';

/** What first value is for this account, who agreed to it, and what was agreed before. */
export function planSection(plan: PlanDetailJson, zone: string): Html {
  return html`<section aria-labelledby="plan"><h2 id="plan">Plan</h2>
${plan.version === null ? html`<p>No plan yet. Until one is approved, the account is judged by the catalogue’s core events.</p>` : newest(plan, zone)}
</section>`;
}

function newest(plan: PlanDetailJson, zone: string): Html {
  return html`<p class="statement">${plan.statement}</p>
<p>${standingOf(plan, zone)}</p>
<ol class="steps">${plan.in_words.map((line) => html`<li>${line}</li>`)}</ol>
${(plan.plan?.core_events.length ?? 0) > 0 && html`<p>Core events: ${plan.plan?.core_events.join(', ')}</p>`}
${plan.rationale !== null && plan.rationale !== '' && html`<p>Why this is value: ${plan.rationale}</p>`}
${plan.versions.length > 1 && html`<details><summary>All versions</summary><ul>${plan.versions.map((each) => versionLine(each, zone))}</ul></details>`}`;
}

function standingOf(plan: PlanDetailJson, zone: string): Html {
  const version = `Version ${plan.version}`;
  if (plan.status === 'approved')
    return html`${version}, approved ${approvedBy(plan)} on ${momentIn(plan.approved_at, zone)}.`;
  const judgedBy = plan.in_force === null ? 'no plan is in force' : `version ${plan.in_force} stays in force`;
  return html`${version} ${plan.status === 'draft' ? 'waits for approval' : 'was rejected'}; ${judgedBy}.`;
}

type Approved = Pick<PlanVersionJson, 'approved_by' | 'approved_by_name' | 'approved_how'>;

function approvedBy({ approved_by: by, approved_by_name: name, approved_how: how }: Approved): string {
  if (by !== null) return `by ${name ?? `ClickUp user ${by}`}`;
  return how === 'import' ? 'by import' : 'by configuration';
}

function versionLine(version: PlanVersionJson, zone: string): Html {
  const approval =
    version.approved_at !== null && html`, approved ${approvedBy(version)} on ${momentIn(version.approved_at, zone)}`;
  return html`<li>Version ${version.version}, ${version.status}: ${version.statement}
<small>drafted ${momentIn(version.drafted_at, zone)}${approval}${version.reject_reason !== null && `, rejected: ${version.reject_reason}`}</small></li>`;
}
