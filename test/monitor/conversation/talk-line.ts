import type { BoardComment } from '../../../src/monitor/board.ts';
import type { WordFinder } from '../../../src/monitor/find-words.ts';
import { type Message, plainText } from '../../../src/monitor/message.ts';
import { createMonitor, type Monitor, type MonitorDeps } from '../../../src/monitor/monitor.ts';
import { SimulatedTime } from '../../clickup/support/simulated-time.ts';
import { NOW } from '../read-world.ts';
import { aTask, openTalk, type Talk } from './talk.ts';

/** What was written to ClickUp, in order: `to` is the comment answered, or the agent's own that was edited. */
export interface Said {
  readonly how: 'reply' | 'edit' | 'comment';
  readonly to: string;
  readonly text: string;
  readonly message: Message;
}

export interface TalkLine {
  readonly talk: Talk;
  readonly time: SimulatedTime;
  readonly said: Said[];
  /** Somebody writes it, and a delivery tells of it. */
  tell(comment: BoardComment): Promise<void>;
  /** A process with this thinking; the one before it has died. */
  start(thinking: Thinking): void;
  /** Rounds of the talk line, one a second. */
  pass(seconds: number): Promise<void>;
  answersTo(id: string): readonly string[];
}

export interface Thinking {
  readonly words?: WordFinder | null;
  readonly drafter?: MonitorDeps['drafter'];
  readonly draftAtOnce?: MonitorDeps['drafter'];
}

/** A model that has nothing to say. */
export const NO_WORDS: WordFinder = {
  answer: async () => null,
  editLines: async () => null,
  advise: async (wishes) => wishes.map(() => null),
};

/** The line that hears comments and answers them, with a database in memory and a board that keeps what is written. */
export async function openTalkLine(): Promise<TalkLine> {
  const talk = await openTalk();
  const time = new SimulatedTime(NOW);
  const said: Said[] = [];
  const write = (how: Said['how'], to: string, message: Message) => {
    said.push({ how, to, text: plainText(message), message });
    return { commentId: `${how}-${said.length}` };
  };
  const board = {
    comments: async () => talk.board.comments,
    replies: async (_task: string, id: string) => talk.board.replies.get(id) ?? [],
    task: async (id: string) => aTask({ id }),
    postReply: async (to: string, message: Message) => write('reply', to, message),
    postComment: async (to: string, message: Message) => write('comment', to, message),
    editComment: async (to: string, message: Message) => void write('edit', to, message),
    findReply: async () => null,
  };
  let monitor: Monitor;
  const start = ({ words = NO_WORDS, ...drafting }: Thinking): void => {
    const { thoughts: _thoughts, sendAnswers: _sendAnswers, ...deps } = talk.deps;
    const given = { ...deps, board, words, ...drafting, now: () => time.now(), every: () => () => undefined };
    monitor = createMonitor({
      ...given,
      after: (ms: number, ring: () => void) => time.after(ms, ring),
    } as unknown as MonitorDeps);
  };
  start({});
  return {
    talk,
    time,
    said,
    start,
    async tell(comment) {
      const { id, digest, taskId, parentId, authorId, at, mentions } = comment;
      if (parentId === null) talk.board.comments.unshift(comment);
      else talk.board.replies.set(parentId, [...(talk.board.replies.get(parentId) ?? []), comment]);
      const about = { taskId, listId: null, commentId: id, parentCommentId: parentId, actorId: authorId, at };
      const change = {
        ...about,
        key: `row.${id}.${digest}.${at}`,
        event: 'taskCommentPosted',
        mentions,
        assignedId: null,
        act: null,
      };
      await talk.store.inbox.add([change], time.now());
    },
    async pass(seconds) {
      for (let second = 1; second <= seconds; second += 1) {
        await monitor.talk();
        await time.passUntil(time.now() + 1_000);
      }
      await monitor.talk();
    },
    answersTo: (id) => said.filter(({ to }) => to === id).map(({ text }) => text),
  };
}
