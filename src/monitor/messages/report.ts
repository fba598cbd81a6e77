import type { Instant } from '../../domain/account.ts';
import type { Colleague } from '../../domain/owner.ts';
import { bold, bullet, heading, type Line, link, type Message, paragraph } from '../message.ts';
import { keyedLink, type Write } from '../outbox.ts';
import type { CorrectionJson, ReportJson } from '../report-json.ts';
import {
  accountChangeInWords,
  aheadInWords,
  dateInWords,
  figureChangeInWords,
  medianInWords,
  pauseInWords,
  precisionInWords,
  rateInWords,
  reportFileName,
  reportTitle,
} from '../report-words.ts';
import { monthInWords, plural } from '../words.ts';

/** A longer list is not read; the rest is a number, and stands in the file. */
const LONGEST = 10;

/** The month in words: what a lead wants to know before opening the file. */
export function reportSummary(report: ReportJson): Message {
  return [
    paragraph(bold(headline(report))),
    ...figureLines(report),
    ...section('Reached first value', report.wins, (win) =>
      bullet(
        named(win),
        `: ${dateInWords(win.reached_on)}, after ${plural(win.days_to_value, 'day')}${said(win.statement)}`,
      ),
    ),
    ...section('At risk at the end of the month, by days stuck', report.risks, riskLine),
    ...section('Left in the month', report.exits, (exit) =>
      bullet(
        named(exit),
        `: ${dateInWords(exit.left_on)}, ${exit.reached_on === null ? 'without first value' : `first value on ${dateInWords(exit.reached_on)}`}`,
      ),
    ),
    ...section('Pauses past their date, or without one', report.pauses, (pause) =>
      bullet(named(pause), `: ${pauseInWords(pause)}`),
    ),
    ...qualityLines(report.quality),
    ...report.corrections.flatMap(correctionLines),
  ];
}

function headline({ month, complete, as_of: asOf, wins, before, activation }: ReportJson): string {
  const when = complete ? `In ${monthInWords(month)}` : `In ${monthInWords(month)} so far (up to ${dateInWords(asOf)})`;
  const earlier = `${before.wins} in ${monthInWords(before.month)}`;
  const reached = `${plural(wins.length, 'account')} reached first value (${earlier})`;
  if (activation.overall.n > 0) return `${when}, ${reached}.`;
  return activation.without_plan === 0
    ? `${when} there was no account to count.`
    : `${when} no account had a plan in force.`;
}

function figureLines({ activation: { overall, leak, without_plan: unplanned }, before }: ReportJson): readonly Line[] {
  if (overall.n === 0)
    return unplanned === 0 ? [] : [bullet(`${plural(unplanned, 'account')} without a plan in force`)];
  const { figures } = before;
  const ago = monthInWords(before.month);
  const { n, reached, waiting, left } = overall;
  const leaks = [
    ...(leak.largest === null ? [] : [`most are lost after “${leak.largest}”`]),
    ...(leak.slowest === null ? [] : [`the slowest step is the one after “${leak.slowest}”`]),
  ];
  return [
    bullet(`Median time to first value: ${medianInWords(overall)}; at the end of ${ago}: ${medianInWords(figures)}`),
    bullet(
      `There within 30 days: ${rateInWords(overall.rates['30'])}; at the end of ${ago}: ${rateInWords(figures.rates['30'])}`,
    ),
    bullet(`Of ${plural(n, 'account')} so far, ${reached} are there, ${waiting} on their way, ${left} left without it`),
    ...(leaks.length === 0 ? [] : [bullet(`On the road ${leaks.join(', and ')}`)]),
  ];
}

const said = (statement: string | null): string => (statement === null ? '' : ` · ${statement}`);

const named = ({ name, task_url: url }: { readonly name: string; readonly task_url: string | null }) =>
  url === null ? bold(name) : link(name, url);

function riskLine(risk: ReportJson['risks'][number]): Line {
  const step = risk.stuck_on === null ? '' : ` at “${risk.stuck_on}”`;
  // Most states name the step and the days already.
  const stuck = risk.state_in_words.includes(`${risk.stuck_on}”`)
    ? ''
    : `${plural(risk.days_stuck ?? 0, 'day')}${step} · `;
  const ahead = aheadInWords(risk);
  const who = risk.csm === null ? '' : ` · ${risk.csm}`;
  return bullet(named(risk), `: ${stuck}${risk.state_in_words}${ahead === '' ? '' : ` · ${ahead}`}${who}`);
}

function qualityLines(quality: ReportJson['quality']): readonly Line[] {
  if (quality.delivered === 0 && quality.missed.length === 0) return [];
  const { missed } = quality;
  return [
    heading('How well the alerts were aimed'),
    bullet(precisionInWords(quality)),
    ...(missed.length === 0
      ? []
      : [
          bullet(
            `Missed, gone without a warning in time: ${missed
              .slice(0, LONGEST)
              .map(({ name }) => name)
              .join(', ')}${more(missed)}`,
          ),
        ]),
    ...quality.suggestions.map((suggestion) => bullet(`To look at: ${suggestion}`)),
  ];
}

const more = (all: readonly unknown[]): string => (all.length > LONGEST ? ` and ${all.length - LONGEST} more` : '');

function correctionLines({ month, figures, accounts }: CorrectionJson): readonly Line[] {
  return [
    heading(`Correction of ${monthInWords(month)}`),
    ...figures.map((change) => bullet(figureChangeInWords(change))),
    ...accounts.slice(0, LONGEST).map((account) => bullet(bold(account.name), `: ${accountChangeInWords(account)}`)),
    ...(accounts.length > LONGEST ? [bullet(`and ${accounts.length - LONGEST} more accounts`)] : []),
  ];
}

function section<T>(title: string, all: readonly T[], line: (each: T) => Line): readonly Line[] {
  if (all.length === 0) return [];
  const rest = all.length > LONGEST ? [bullet(`and ${all.length - LONGEST} more, in the file`)] : [];
  return [heading(`${title}: ${all.length}`), ...all.slice(0, LONGEST).map(line), ...rest];
}

const NORMAL = 3;

/** The task of a month in the reports list, and the file on it. */
export function reportTask(report: ReportJson, listId: string, lead: Colleague | null, now: Instant): readonly Write[] {
  const key = `report.${report.month}`;
  const head = { accountKey: null, alertId: null, notBefore: now } as const;
  const body: Message = [
    ...reportSummary(report),
    // No account stands behind it, so the key hangs on ClickUp's own address.
    paragraph(
      `The whole report is attached as ${reportFileName(report.month)}. First Value Monitor, an agent · `,
      keyedLink('ClickUp', 'https://app.clickup.com/', key),
    ),
  ];
  return [
    {
      ...head,
      key,
      after: null,
      kind: 'create_task',
      listId,
      name: reportTitle(report),
      body,
      assigneeIds: lead === null ? [] : [lead.id],
      priority: NORMAL,
      dueAt: null,
    },
    { ...head, key: `${key}.file`, after: key, kind: 'attach_file', task: { resultOf: key }, report: report.month },
  ];
}
