import type { AccountKey, Instant } from '../domain/account.ts';
import type { Lane } from './board.ts';
import { KEY_MARK, type Message, type Span } from './message.ts';

/**
 * Everything that is to be written to ClickUp is first a row: its key is unique, stands in a link of what is written, and is
 * searched for before any repeat of an unknown outcome (ClickUp has no idempotency keys).
 */
export type Write = WriteHead & WriteBody;

interface WriteHead {
  readonly key: string;
  readonly accountKey: AccountKey | null;
  readonly alertId: string | null;
  /** Nothing is tried before this. */
  readonly notBefore: Instant;
  /** Another write that must be done first; see `Target`. */
  readonly after: string | null;
  /** The change, told by a delivery, that it follows from; noted when it is stored. */
  readonly delivery?: string;
  /** The lines of a digest that stand in it; default none. */
  readonly tells?: ToldLines;
}

/** What the writer noted as told at `at`; an account whose line was told before on that date has an earlier time of its own. */
export interface ToldLines {
  readonly at: Instant;
  /** By account: each has one open alert at most. */
  readonly alerts: readonly AccountKey[];
  readonly missed: readonly AccountKey[];
}

/** A task or comment, by its id or as the result of another write. */
export type Target = { readonly id: string } | { readonly resultOf: string };

export type WriteBody =
  | {
      readonly kind: 'create_task';
      readonly listId: string;
      readonly name: string;
      readonly body: Message;
      readonly assigneeIds: readonly number[];
      readonly priority: number;
      /** Null: a standing task, due never. */
      readonly dueAt: Instant | null;
    }
  | {
      readonly kind: 'update_task';
      readonly task: Target;
      readonly name?: string;
      readonly body?: Message;
      readonly priority?: number;
      readonly dueAt?: Instant;
      readonly assignees?: { readonly add: readonly number[]; readonly remove: readonly number[] };
    }
  | { readonly kind: 'close_task'; readonly task: Target; readonly listId: string }
  | { readonly kind: 'comment'; readonly task: Target; readonly body: Message; readonly lane: Lane }
  | {
      readonly kind: 'reply';
      readonly taskId: string;
      readonly comment: Target;
      readonly body: Message;
      readonly lane: Lane;
    }
  /** The report of a month as a file: drawn from what is kept of it when it is sent, so that the row stays small. */
  | { readonly kind: 'attach_file'; readonly task: Target; readonly report: string }
  | { readonly kind: 'edit_comment'; readonly comment: Target; readonly body: Message; readonly lane?: Lane };

/** What ClickUp said of a write that is done; empty for changes in place. */
export interface Written {
  readonly taskId?: string;
  readonly url?: string;
  readonly commentId?: string;
  /** When the task that it made was due then: how it is seen that a person has changed that. */
  readonly dueAt?: Instant;
}

/** A link that carries the key: the account's own task, under a name that says so. */
export const keyedLink = (label: string, taskUrl: string, key: string): Span => ({
  kind: 'link',
  text: label,
  url: `${taskUrl}${KEY_MARK}${key}`,
});

const WRITTEN = 'written:';

/**
 * A link to a task that another write is going to make; its address is filled in when this one is delivered. `ownKey`: it carries
 * the key of the message it stands in.
 */
export const linkToWritten = (label: string, key: string, ownKey?: string): Span => ({
  kind: 'link',
  text: label,
  url: `${WRITTEN}${key}${ownKey === undefined ? '' : `${KEY_MARK}${ownKey}`}`,
});

/** The key that a link waits for, and what is to stand behind its address. */
function awaited(url: string): { readonly key: string; readonly mark: string } | null {
  if (!url.startsWith(WRITTEN)) return null;
  const [key = '', own] = url.slice(WRITTEN.length).split(KEY_MARK);
  return { key, mark: own === undefined ? '' : `${KEY_MARK}${own}` };
}

/** Puts the address of `resultOf` tasks into the message, once they exist. */
export function withAddresses(message: Message, addressOf: ReadonlyMap<string, string>): Message {
  return message.map((line) => ({
    ...line,
    spans: line.spans.map((span) => {
      const wanted = span.kind === 'link' ? awaited(span.url) : null;
      return wanted === null ? span : { ...span, url: `${addressOf.get(wanted.key) ?? ''}${wanted.mark}` };
    }),
  }));
}

/** The keys whose addresses a message waits for. */
export function awaitedKeys(message: Message): readonly string[] {
  const urls = message.flatMap((line) => line.spans.flatMap((span) => (span.kind === 'link' ? [span.url] : [])));
  return urls.flatMap((url) => awaited(url)?.key ?? []);
}
