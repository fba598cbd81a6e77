import { html } from '../views/html.ts';

/** The style of the report file: it stands alone, on paper too, so it brings all it needs and is light everywhere. */
export const REPORT_STYLE = html`<style>
:root { --ink: #1b2130; --soft: #5a6375; --line: #dde1e8; --tint: #f4f6fa; --accent: #2450b8; --pale: #c3cee6;
  --bad: #9c1f1f; --warn: #7a4a00; --good: #17623a; }
@page { size: A4; margin: 16mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 54rem; padding: 2rem 1.5rem 3rem; background: #fff; color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
a { color: inherit; text-decoration-color: var(--pale); text-underline-offset: 2px; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; break-after: avoid; }
h2 + p.soft { break-after: avoid; }
h3 { font-size: .95rem; margin: 0 0 .4rem; break-after: avoid; }
p { margin: .4rem 0; }
.soft, small { color: var(--soft); }
small { font-size: .82rem; }
.note { border-left: 4px solid var(--accent); background: var(--tint); padding: .6rem .9rem; margin: 1rem 0; break-inside: avoid; }
.note ul { margin: .3rem 0 0; padding-left: 1.1rem; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem; margin: 1.25rem 0 0; padding: 0; }
.tiles > div { border: 1px solid var(--line); border-radius: 8px; padding: .7rem .8rem; break-inside: avoid; }
.tiles dt { color: var(--soft); font-size: .82rem; }
.tiles dd { margin: 0; }
.tiles .figure { font-size: 1.6rem; font-weight: 650; line-height: 1.25; }
.tiles .figure.words { font-size: 1.05rem; line-height: 1.4; padding: .3rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem; }
th, td { padding: .32rem .75rem .32rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
td.text { overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.d { white-space: nowrap; }
tfoot td { font-weight: 600; border-bottom: 0; }
.bad { color: var(--bad); font-weight: 600; }
.warn { color: var(--warn); font-weight: 600; }
.good { color: var(--good); font-weight: 600; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
figure { margin: .5rem 0; break-inside: avoid; }
figcaption { color: var(--soft); font-size: .82rem; }
figure > svg { display: block; width: 100%; overflow: visible; }
figure > svg[viewBox] { height: auto; }
svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
svg .ink { fill: var(--ink); }
svg line.axis, svg .grid { stroke: var(--line); }
svg .tick { stroke: var(--soft); }
svg .marker { stroke: var(--ink); stroke-dasharray: 3 3; }
svg .dot { fill: var(--accent); stroke: #fff; stroke-width: 1.5; }
svg .bar { fill: var(--accent); }
svg .rest { fill: var(--pale); }
svg .band { fill: var(--pale); opacity: .55; }
svg .curve { fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .75rem; color: var(--soft); font-size: .82rem; }
@media print { body { padding: 0; max-width: none; font-size: 10.5pt; } }
@media (max-width: 40rem) { .tiles { grid-template-columns: 1fr 1fr; } .pair { grid-template-columns: 1fr; } .wide { overflow-x: auto; } }
</style>`;
