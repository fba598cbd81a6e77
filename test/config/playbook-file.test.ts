import { dump } from 'js-yaml';
import { parsePlaybook, PlaybookFile } from '../../src/config/playbook-file.ts';
import { checkYaml } from '../../src/config/yaml-file.ts';

const help = { start: 'Begin with {account}', unblock: 'Ask about {event}', ask: 'Shall we?' };
const step = { id: 'put-in', name: 'Work goes in', kind: 'input', event: ['loaf created'], help };
const milestone = {
  id: 'sold',
  statement: 'A {who} buys a {thing}',
  why: 'Somebody has bought.',
  event: ['loaf|roll sold'],
  by_day: 14,
  steps: ['put-in'],
  help,
};
const aFile = (parts: object = {}): object => ({
  id: 'bakery',
  name: 'Bakery',
  steps: [step],
  milestones: [milestone],
  ...parts,
});

const mistakes = (file: object): readonly string[] => {
  const outcome = checkYaml('bakery.yaml', dump(file), PlaybookFile);
  return outcome.kind === 'read' ? [] : outcome.lines;
};
const milestonesOf = (parts: object) => parsePlaybook(aFile({ milestones: [{ ...milestone, ...parts }] })).milestones;

describe('playbook file', () => {
  it('needs little, and fills in the rest', () => {
    const playbook = parsePlaybook(aFile());
    expect(playbook).toMatchObject({ id: 'bakery', version: 1, people: [], words: [], frames: {} });
    expect(playbook.milestones[0]).toMatchObject({
      signal: { count: 1, distinctUsers: 1, withinDays: null, actor: 'any', where: {}, servedActs: false },
      byDay: 14,
      byDayOfTier: {},
      steps: [{ id: 'put-in', core: false, help: { restart: null, hurry: null } }],
    });
  });

  it('takes a phrase written in two forms for one', () => {
    expect(parsePlaybook(aFile({ words: ['loaf', 'Loafs', 'sour dough'] })).words).toEqual([
      ['loaf'],
      ['sour', 'dough'],
    ]);
  });

  it.each([
    ['input', undefined, false],
    ['people', undefined, true],
    ['output', undefined, true],
    ['input', true, true],
    ['people', false, false],
  ])('counts the events of a step of kind %s with core %s as use: %s', (kind, core, counts) => {
    const steps = [{ ...step, kind, ...(core === undefined ? {} : { core }) }];
    expect(parsePlaybook(aFile({ steps })).milestones[0]?.steps[0]?.core).toBe(counts);
  });

  it('expects a served person to act where only an external one counts, unless told otherwise', () => {
    expect(milestonesOf({ actor: 'external' })[0]?.signal.servedActs).toBe(true);
    expect(milestonesOf({ actor: 'external', served_acts: false })[0]?.signal.servedActs).toBe(false);
  });

  it('fixes days by tier', () => {
    const [found] = milestonesOf({ by_day: { default: 30, enterprise: 45 } });
    expect(found).toMatchObject({ byDay: 30, byDayOfTier: { enterprise: 45 } });
  });

  it('makes a milestone of each variant, which keeps what it does not say', () => {
    const also = [{ id: 'tasted', statement: 'A {who} tastes', event: ['loaf tasted'], count: 3 }];
    const found = milestonesOf({ actor: 'external', also });
    expect(found.map(({ id, signal }) => [id, signal.count, signal.actor])).toEqual([
      ['sold', 1, 'external'],
      ['tasted', 3, 'external'],
    ]);
    expect(found[1]?.steps).toEqual(found[0]?.steps);
  });

  it.each([
    [{ id: 'Bakery Goods' }, 'write an id of lower-case words and hyphens'],
    [{ milestones: [{ ...milestone, steps: ['bake'] }] }, 'no step of this file has the id "bake"'],
    [{ milestones: [{ ...milestone, statement: 'A {whom} buys' }] }, '{whom} is unknown: use {thing} {who}'],
    [{ steps: [{ ...step, help: { ...help, ask: 'Hi {name}' } }] }, '{name} is unknown: use {account}'],
    [{ steps: [{ ...step, kind: 'value' }] }, 'write input, people or output'],
    [{ steps: [{ ...step, event: [] }] }, 'name at least one event shape'],
    [{ whose_move: { theirs: { moves: ['a'] } } }, 'whose_move.theirs: unknown name'],
    [{ whose_move: { ours: { moves: ['Do {task}'] } } }, '{task} is unknown: use {account}'],
    [{ whose_move: { ours: { moves: [] } } }, 'whose_move.ours.moves'],
    [{ interventions: { late: {} } }, 'interventions.late: unknown name'],
    [{ interventions: { stalled: { value: { first: 'a' } } } }, 'interventions.stalled.value.last: missing'],
    [{ milestone: [] }, 'bakery.yaml:'],
  ])('says what is wrong with %j', (parts, line) => {
    expect(mistakes(aFile(parts)).join('\n')).toContain(line);
  });
});
