import { dayOf } from '../../domain/local-date.ts';
import type { AuditEntry } from '../../monitor/audit-store.ts';
import type { Store } from '../../monitor/store.ts';
import { dayInWords } from '../../monitor/words.ts';

export interface Narrator {
  /** Tells what the product's own record has gained since the last time. */
  tell(): Promise<void>;
}

const NAME_WIDTH = 26;
const PAGE = 500;

const SENTENCES: Readonly<Record<string, (detail: AuditEntry['detail'], statement: string) => string | null>> = {
  account_added: () => 'is new in the accounts list',
  plan_question_asked: ({ question }) => `is asked: ${question}`,
  plan_drafted: ({ version, author }, statement) =>
    author === 'lead' ? null : `gets draft ${version}: “${statement}”`,
  plan_edited: ({ version }) => `has its plan edited by the lead, now version ${version}`,
  plan_approved: ({ version }) => `has plan ${version} approved: it is in force`,
  alert_opened: ({ kind, strength }) => `ALERT (${strength}): ${String(kind).replaceAll('_', ' ')}`,
  alert_changed: ({ kind, strength }) => `alert changed (${strength}): ${String(kind).replaceAll('_', ' ')}`,
  alert_closed: ({ because }) => `alert closed: ${because}`,
};

/** Turns the audit into the story, one line each. */
export function createNarrator(store: Store, zone: string, print: (line: string) => void): Narrator {
  let last = 0;
  return {
    async tell() {
      const news = (await store.audit.page({ accountKey: null, before: null, limit: PAGE }))
        .filter(({ id }) => id > last)
        .reverse();
      last = news.at(-1)?.id ?? last;
      for (const entry of news) {
        const line = await sentenceFor(store, entry);
        if (line !== null) print(`${dayInWords(dayOf(entry.at, zone)).padStart(11)}  ${line}`);
      }
    },
  };
}

async function sentenceFor(store: Store, { what, accountKey, detail }: AuditEntry): Promise<string | null> {
  if (accountKey === null) return null;
  const account = await store.accounts.byKey(accountKey);
  const name = (account?.name ?? accountKey).padEnd(NAME_WIDTH);
  if (what === 'clickup_comment' && String(detail.key).endsWith('.reached'))
    return `${name} FIRST VALUE reached: the good news is posted`;
  const statement = (await store.plans.newest([accountKey])).get(accountKey)?.plan.statement ?? '';
  const sentence = SENTENCES[what]?.(detail, statement) ?? null;
  return sentence === null ? null : `${name} ${sentence}`;
}
