import { readPlansFile } from '../../src/config/plans-file.ts';

const PLAN = 'plan: { statement: A task is done, signal: { event: Task Completed }, by_day: 21 }';

describe('a plans file', () => {
  it('says for which accounts each plan is', () => {
    const outcome = readPlansFile(
      'plans.yaml',
      `- match: { tier: Pro, account_id: 17 }\n  ${PLAN}\n- match: {}\n  ${PLAN}\n`,
    );
    expect(outcome).toMatchObject({
      kind: 'read',
      value: [
        { match: { tier: 'Pro', useCase: null, accountId: '17' }, plan: { statement: 'A task is done', byDay: 21 } },
        { match: { tier: null, useCase: null, accountId: null } },
      ],
    });
  });

  it('may say one plan for many accounts by an alias', () => {
    const entries = Array.from({ length: 300 }, (_, n) => `- { match: { account_id: ${n} }, plan: *core }\n`).join('');
    const outcome = readPlansFile('plans.yaml', `- match: {}\n  ${PLAN.replace('plan: ', 'plan: &core ')}\n${entries}`);
    expect(outcome.kind === 'read' && outcome.value.length).toBe(301);
  });

  it.each([
    ['no list', 'match: {}', 'write a list of entries'],
    ['nothing', '', 'write a list of entries'],
    ['an empty list', '[]', 'write at least one entry'],
    ['no match', `- ${PLAN}`, 'plans.yaml:1: 0.match'],
    ['a misspelt match', `- match: { teir: pro }\n  ${PLAN}`, 'plans.yaml:1: 0.match.teir: unknown name'],
    ['a plan without a signal', '- match: {}\n  plan: { statement: A }', '0.plan.signal'],
  ])('with %s is refused with its place and the way out', (_case, text, line) => {
    const outcome = readPlansFile('plans.yaml', text);
    expect(outcome.kind === 'refused' ? outcome.lines.join('\n') : 'read').toContain(line);
  });
});
