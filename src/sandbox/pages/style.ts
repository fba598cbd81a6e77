/** The one style sheet: system fonts, light and dark by the reader's own setting, tables that fold into cards on a phone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f6f9; --card: #ffffff; --ink: #23252b; --soft: #666b78; --line: #e2e3ea; --link: #5a3fd6;
  --label: #fff3cd; --label-ink: #6b5000; --mention: #ece8ff; --danger: #b42318;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16171b; --card: #1f2127; --ink: #e6e7ec; --soft: #9a9fad; --line: #33363f; --link: #a996ff;
    --label: #3b3113; --label-ink: #f1dc9b; --mention: #342d5c; --danger: #ff8a80;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
small { color: var(--soft); font-weight: 400; font-size: 0.85rem; }
.none { color: var(--soft); }
.top { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: center; padding: 0.4rem 1rem; background: var(--label); color: var(--label-ink); }
.top p { margin: 0; }
.top nav { display: flex; gap: 1rem; }
.top a { color: inherit; text-decoration: underline; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem 1rem; color: var(--soft); font-size: 0.8rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.1rem; margin: 0 0 0.5rem; }
.path { margin: 0; color: var(--soft); font-size: 0.85rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 0.9rem 1rem; margin: 0 0 1rem; }
.tasks { width: 100%; border-collapse: collapse; }
.tasks th { text-align: left; color: var(--soft); font-size: 0.8rem; font-weight: 500; }
.tasks th, .tasks td { padding: 0.4rem 0.75rem 0.4rem 0; border-top: 1px solid var(--line); vertical-align: top; }
.tasks thead th { border-top: 0; }
.tasks td { width: 14%; }
.tasks .name, .people td { width: auto; }
.tasks .sub { padding-left: 1.25rem; }
.tasks .closed { opacity: 0.6; }
.chip { display: inline-block; padding: 0.05rem 0.5rem; border-radius: 99px; border: 1px solid var(--chip); font-size: 0.8rem; white-space: nowrap; }
.chip::before { content: ""; display: inline-block; width: 0.5rem; height: 0.5rem; margin-right: 0.35rem; border-radius: 50%; background: var(--chip); }
.priority::before { content: "⚑ "; }
.p1 { color: var(--danger); font-weight: 600; }
.p2 { font-weight: 600; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 20rem; gap: 1rem; align-items: start; }
.facts { display: grid; grid-template-columns: minmax(6rem, auto) minmax(0, 1fr); gap: 0.35rem 0.75rem; margin: 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
.prose > :first-child { margin-top: 0; }
.prose > :last-child { margin-bottom: 0; }
.prose p, .prose ul, .prose ol, .prose pre, .prose .words { margin: 0.4rem 0; }
.prose h3, .prose h4, .prose h5 { margin: 0.8rem 0 0.3rem; font-size: 1rem; }
.prose blockquote, .quote { margin: 0.3rem 0; padding-left: 0.7rem; border-left: 3px solid var(--line); color: var(--soft); }
.prose .words > div:empty { height: 0.75rem; }
.prose .words > div:empty:last-child { display: none; }
code, pre { font: 0.88em/1.45 ui-monospace, monospace; background: var(--ground); border-radius: 4px; }
code { padding: 0.1em 0.3em; }
pre { padding: 0.6rem; overflow-x: auto; }
pre code { padding: 0; background: none; }
.mention { background: var(--mention); border-radius: 4px; padding: 0 0.2em; font-weight: 500; }
.comment:target { outline: 2px solid var(--link); outline-offset: 6px; border-radius: 6px; }
.who { margin: 0 0 0.2rem; }
.dot { display: inline-block; width: 0.7rem; height: 0.7rem; margin-right: 0.4rem; border-radius: 50%; background: var(--dot); }
.replies { margin: 0.8rem 0 0 0.4rem; padding-left: 1rem; border-left: 2px solid var(--line); display: grid; gap: 0.8rem; }
.own { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.own details[open] { flex-basis: 100%; }
details.reply { margin-top: 0.6rem; }
summary { cursor: pointer; color: var(--soft); font-size: 0.85rem; }
form { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: end; margin: 0.3rem 0 0; }
label { display: grid; gap: 0.15rem; color: var(--soft); font-size: 0.8rem; }
label.wide { flex-basis: 100%; }
textarea, select, button { font: inherit; font-size: 0.95rem; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 0.35rem 0.5rem; max-width: 100%; }
textarea { width: 100%; resize: vertical; }
button { background: var(--link); border-color: var(--link); color: var(--card); cursor: pointer; padding-inline: 0.9rem; }
button.danger { background: var(--danger); border-color: var(--danger); }
.hint { margin: 0; color: var(--soft); font-size: 0.8rem; flex-basis: 100%; }
.inbox { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.9rem; }
.inbox p { margin: 0; }
.inbox .quote { white-space: pre-line; }
@media (max-width: 46rem) {
  .columns { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .columns > * { display: contents; }
  .columns .first { order: -1; }
  .tasks thead { display: none; }
  .tasks tr { display: block; border-top: 1px solid var(--line); padding: 0.5rem 0; }
  .tasks td { display: flex; gap: 0.75rem; width: auto; border: 0; padding: 0.1rem 0; }
  .tasks td.name { font-weight: 600; }
  .tasks td[data-label]:has(> .none) { display: none; }
  .tasks td[data-label]::before { content: attr(data-label); flex: 0 0 5.5rem; color: var(--soft); font-size: 0.85rem; }
}
`;
