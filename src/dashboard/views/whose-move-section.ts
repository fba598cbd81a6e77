import type { WhoseMoveJson } from '../../monitor/whose-move-json.ts';
import { plural } from '../../monitor/words.ts';
import { type Html, html, outsideLink } from './html.ts';
import { day } from './words.ts';

/** Who has to act, what shows it, and what to do next. */
export function whoseMoveSection({ kind, in_words: words, evidence, next }: WhoseMoveJson): Html {
  const tasks = evidence.flatMap((each) => (each.kind === 'task' ? [each] : []));
  return html`<section aria-labelledby="move"><h2 id="move">Whose move is it?</h2>
<p class="lead"><span class="badge ${TONES[kind]}">${NAMES[kind]}</span> ${tasks.length === 0 && words}</p>
${tasks.length > 0 && html`<ul class="history">${tasks.map(taskLine)}</ul>`}
${next.length > 0 && html`<p>What to do:</p><ol class="steps">${next.map((move) => html`<li>${move}</li>`)}</ol>`}</section>`;
}

const NAMES: Readonly<Record<WhoseMoveJson['kind'], string>> = {
  customer: 'Customer',
  ours: 'Ours',
  product: 'Product',
  data: 'Data',
  unknown: 'Unknown',
};
const TONES: Readonly<Record<WhoseMoveJson['kind'], string>> = {
  customer: 'warn',
  ours: 'bad',
  product: 'bad',
  data: 'bad',
  unknown: 'quiet',
};

type TaskItem = Extract<WhoseMoveJson['evidence'][number], { kind: 'task' }>;

function taskLine({ name, url, assignees, due_on: dueOn, overdue_days: overdue }: TaskItem): Html {
  const who = assignees.length === 0 ? 'assigned to nobody' : assignees.join(' and ');
  const due = dueOn === null ? html`without a due date` : html`due ${day(dueOn)}`;
  return html`<li>${outsideLink(url, name)}: ${who}, ${due}${overdue !== null && overdue > 0 && `, ${plural(overdue, 'day')} overdue`}</li>`;
}
