import type { ReportJson } from '../../monitor/report-json.ts';
import { dateInWords, reportTitle } from '../../monitor/report-words.ts';
import { momentInWords, monthInWords } from '../../monitor/words.ts';
import { html } from '../views/html.ts';
import { correctionsPart, exitsPart, pausesPart, risksPart, winsPart } from './accounts-part.ts';
import { activationPart, funnelPart, tiles } from './figures-part.ts';
import { qualityPart } from './quality-part.ts';
import { REPORT_STYLE } from './style.ts';

/**
 * The monthly report as one HTML file: no script, nothing loaded from anywhere, made for paper as much as for a screen. All figures
 * are those of the report; nothing is computed here but the length of bars.
 */
export function reportFile(report: ReportJson): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light">
<title>${reportTitle(report)}</title>
${REPORT_STYLE}
</head>
<body>
<header>
<h1>First value in ${monthInWords(report.month)}</h1>
<p class="soft">${report.product} · as of the end of ${dateInWords(report.as_of)} (${report.zone})${written(report)}</p>
</header>
<main>
${!report.complete && html`<p class="note"><strong>The month is not over.</strong> These are its figures so far; they are not kept.</p>`}
${correctionsPart(report)}
${tiles(report)}
${risksPart(report)}
${winsPart(report)}
${exitsPart(report)}
${activationPart(report)}
${funnelPart(report)}
${qualityPart(report)}
${pausesPart(report)}
</main>
<footer>
<p>Accounts that are not there yet count too: the median is the first day by which half of all accounts are there (Kaplan–Meier), and a rate within N days is over accounts whose day N is over, those that left included. Fewer than five accounts, or three of them there: too few to say. ${report.activation.excluded} excluded, ${report.activation.without_plan} without a plan in force.</p>
<p>Followed by is not caused by: accounts that were alerted and reached first value are no proof that the alert did it. First Value Monitor, an agent.</p>
</footer>
</body>
</html>
`;
  return document.toString();
}

const written = ({ written_at: at, zone }: ReportJson): string =>
  at === null ? '' : ` · written ${momentInWords(Date.parse(at), zone)}`;
