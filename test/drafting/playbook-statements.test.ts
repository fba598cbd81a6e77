import { judgeStatement } from '../../src/domain/judge-statement.ts';
import type { MilestoneTemplate, WrittenPlaybook } from '../../src/domain/playbook.ts';
import { strengthen } from '../../src/domain/strengthen.ts';
import { draft, planOf } from './builders.ts';
import { LABELLED_BRIEFS } from './briefs.ts';
import { shippedPlaybooks } from './shipped.ts';

/** Every sentence that a template can become: with each of its people and each of its things. */
function sentencesOf({ people }: WrittenPlaybook, { statement, signal }: MilestoneTemplate): readonly string[] {
  const things = signal.event
    .flatMap(({ text }) => (text.split(/\s+/)[0] ?? '').split('|'))
    .map((thing) => thing.replaceAll('-', ' '));
  const who = people.length > 0 ? people : ['customer'];
  return [
    ...new Set(
      who.flatMap((one) => things.map((thing) => statement.replaceAll('{who}', one).replaceAll('{thing}', thing))),
    ),
  ];
}

const milestones = shippedPlaybooks.flatMap((playbook) =>
  playbook.milestones.map((milestone) => ({
    playbook: playbook.id,
    id: milestone.id,
    sentences: sentencesOf(playbook, milestone),
  })),
);

describe('what templates say', () => {
  it.each(milestones)(
    'passes the linter for $playbook/$id, whatever the product calls things',
    ({ playbook, sentences }) => {
      expect(sentences.length).toBeGreaterThan(0);
      const failing = sentences.filter((sentence) => !judgeStatement(sentence, playbook).pass);
      expect(failing).toEqual([]);
    },
  );

  it('passes the linter in every draft, also where it had to ask for more', () => {
    const drafted = LABELLED_BRIEFS.map(({ request }) => planOf(draft(request)));
    const stronger = drafted.map(({ plan, playbook }) => ({ plan: strengthen(plan, () => false) ?? plan, playbook }));
    const failing = [...drafted, ...stronger].filter(
      ({ plan, playbook }) => !judgeStatement(plan.statement, playbook).pass,
    );
    expect(failing.map(({ plan }) => plan.statement)).toEqual([]);
  });
});
