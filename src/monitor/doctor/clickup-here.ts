import type { Observation, Topic } from '../observations.ts';
import { type Check, type Finding, ok, onClickUp } from './finding.ts';

export const checkClickUpHere: Check = onClickUp(async (_clickup, { store, notebook }, now) => {
  await notebook.keep(now);
  return clickUpHere(await store.observations.all());
});

/** How often each way was seen; 0 for one that was not. */
type Seen = (way: string) => number;

interface Question {
  /** For “not seen yet”. */
  readonly asks: string;
  /** Null: what was seen does not answer it. */
  readonly answer: (seen: Seen, ways: readonly Observation[]) => string | null;
}

const eitherWay =
  (one: string, saysOne: string, other: string, saysOther: string): Question['answer'] =>
  (seen) => {
    if (seen(one) > 0 && seen(other) > 0)
      return `${saysOne} (${seen(one)} seen), or ${saysOther} (${seen(other)} seen)`;
    if (seen(one) > 0) return `${saysOne} (${seen(one)} seen)`;
    return seen(other) > 0 ? `${saysOther} (${seen(other)} seen)` : null;
  };

const allWays =
  (says: string): Question['answer'] =>
  (_seen, ways) =>
    ways.length === 0 ? null : `${says} ${ways.map(({ way, seen }) => `${way} (${seen} seen)`).join('; ')}`;

const QUESTIONS: Readonly<Record<Topic, Question>> = {
  reply_told_as: {
    asks: 'as which events a reply in a thread is told',
    answer: (seen) => {
      const [posted, updated] = [seen('taskCommentPosted'), seen('taskUpdated')];
      if (posted > 0 && updated > 0)
        return `a reply in a thread is told as taskCommentPosted (${posted} seen) and as taskUpdated (${updated} seen)`;
      if (posted + updated === 0) return null;
      const only = posted > 0 ? 'taskCommentPosted' : 'taskUpdated';
      return `a reply in a thread is told as ${only} only (${posted + updated} seen)`;
    },
  },
  reply_shape: { asks: 'what a reply in a thread looks like', answer: allWays('a reply in a thread comes') },
  tag_shape: {
    asks: 'what a mention looks like in a delivery',
    answer: allWays('a mention in a delivery has as user id a'),
  },
  edit_history_id: {
    asks: 'whether an edited comment keeps its history id',
    answer: eitherWay(
      'same',
      'an edited comment keeps its history id',
      'new',
      'an edited comment gets a new history id',
    ),
  },
  removed_assignee: {
    asks: 'where a delivery names who was unassigned',
    answer: allWays('who was unassigned is named in'),
  },
  creation_assignees: {
    asks: 'whether a task created with assignees is told as an assignment too',
    answer: (seen) => {
      if (seen('told') > 0) return `a task created with assignees is told as an assignment too (${seen('told')} seen)`;
      if (seen('created') === 0) return null;
      return `a task created with assignees is not told as an assignment (${seen('created')} seen)`;
    },
  },
  comment_moves_task: {
    asks: 'whether a comment moves its task’s date of change',
    answer: eitherWay(
      'moves',
      'a comment moves its task’s date of change',
      'stays',
      'a comment leaves its task’s date of change as it is',
    ),
  },
  retry_after: { asks: 'after what time a delivery is retried', answer: allWays('the same delivery came again after') },
  change_source: {
    asks: 'whether changes through the API are marked',
    answer: allWays('the source of changes, by the agent and by others, is given as'),
  },
  unusable_delivery: {
    asks: 'whether deliveries come of which nothing can be used',
    answer: allWays('of deliveries that ClickUp signed these could not be used:'),
  },
  super_agents: {
    asks: 'whether Super Agents are listed among the members',
    answer: (seen) => {
      if (seen('listed') > 0) return 'Super Agents are listed among the members';
      return seen('acted') > 0
        ? `Super Agents are not listed among the members, but act (${seen('acted')} seen)`
        : null;
    },
  },
  rate_limit: {
    asks: 'how many calls a minute are allowed',
    answer: (_seen, ways) => {
      const newest = ways.toSorted((one, other) => other.lastAt - one.lastAt)[0];
      return newest === undefined ? null : `${newest.way} calls a minute are allowed`;
    },
  },
  rate_reset: {
    asks: 'what X-RateLimit-Reset is written in',
    answer: (_seen, ways) =>
      ways.length === 0 ? null : `X-RateLimit-Reset is written in ${ways.map(({ way }) => way).join(' or ')}`,
  },
};

const TOPICS = Object.keys(QUESTIONS) as Topic[];

/** What was seen of the points that ClickUp's documents leave open, one line each, and one line for what was not seen yet. */
export function clickUpHere(observations: readonly Observation[]): readonly Finding[] {
  const open: string[] = [];
  const findings: Finding[] = [];
  for (const topic of TOPICS) {
    const ways = observations.filter((each) => each.topic === topic);
    const seen: Seen = (way) => ways.find((each) => each.way === way)?.seen ?? 0;
    const answer = QUESTIONS[topic].answer(seen, ways);
    if (answer === null) open.push(QUESTIONS[topic].asks);
    else findings.push(ok('ClickUp here', answer));
  }
  return open.length === 0 ? findings : [...findings, ok('ClickUp here', `not seen yet: ${open.join('; ')}`)];
}
