import { assembleLibrary, originOf, playbookOfOrigin, type WrittenPlaybook } from '../../src/domain/playbook.ts';
import { libraryOf, shippedLibrary, shippedPlaybooks } from '../drafting/shipped.ts';

const general = shippedPlaybooks.find(({ id }) => id === 'general') as WrittenPlaybook;
const crm = shippedPlaybooks.find(({ id }) => id === 'crm') as WrittenPlaybook;

describe('playbook library', () => {
  it('has a playbook for each vertical with a known first-value moment', () => {
    const ids = shippedLibrary.playbooks.map(({ id }) => id);
    const fourteen = [
      'project-management',
      'crm',
      'support',
      'error-tracking',
      'analytics',
      'docs',
      'automation',
      'email-marketing',
      'fintech',
      'identity',
      'developer-tools',
      'business-intelligence',
      'api-gateway',
      'feature-flags',
    ];
    expect(ids).toEqual(expect.arrayContaining(fourteen));
  });

  it.each(shippedLibrary.playbooks)('$id can be recognised and has a milestone', ({ words, milestones }) => {
    expect(words.length).toBeGreaterThan(4);
    expect(milestones.length).toBeGreaterThan(0);
  });

  it('gives each milestone and each step of a playbook its own id and name', () => {
    for (const { id, milestones } of shippedLibrary.playbooks) {
      const steps = new Map(milestones.flatMap((milestone) => milestone.steps).map((step) => [step.id, step.name]));
      expect([id, new Set(milestones.map((milestone) => milestone.id)).size]).toEqual([id, milestones.length]);
      expect([id, new Set(steps.values()).size]).toEqual([id, steps.size]);
    }
  });

  it('gives a playbook the general interventions that it does not write itself', () => {
    const { playbooks } = libraryOf([general, crm]);
    expect(playbooks[0]?.frames).toEqual(general.frames);
    expect(playbooks[0]?.help).toEqual(general.help);
  });

  it('lets a playbook say one intervention better and keeps the rest', () => {
    const frame = { first: 'a', last: 'b', opening: 'c', close: 'd' };
    const { playbooks } = libraryOf([general, { ...crm, frames: { stalled: { value: frame } } }]);
    expect(playbooks[0]?.frames.stalled.value).toEqual(frame);
    expect(playbooks[0]?.frames.stalled.input).toEqual(general.frames.stalled?.input);
    expect(playbooks[0]?.frames.gone_dark).toEqual(general.frames.gone_dark);
  });

  it('lets a playbook say better what to do when it is our move', () => {
    const frame = { moves: ['Restock the oven'], message: null };
    const { playbooks } = libraryOf([general, { ...crm, moveFrames: { ours: frame } }]);
    expect(playbooks[0]?.moveFrames).toEqual({ ...general.moveFrames, ours: frame });
  });

  it('refuses to go without the general playbook', () => {
    expect(assembleLibrary([crm])).toEqual({
      kind: 'incomplete',
      lines: ['config/playbooks: no playbook has the id "general": restore the shipped general.yaml'],
    });
  });

  it('names each gap of the general playbook', () => {
    const { output: _, ...help } = general.help;
    const { people: __, ...stalled } = general.frames.stalled ?? {};
    const { ours: ___, ...moveFrames } = general.moveFrames;
    const torn = { ...general, help, frames: { ...general.frames, stalled }, moveFrames };
    expect(assembleLibrary([torn])).toEqual({
      kind: 'incomplete',
      lines: [
        'config/playbooks/general.yaml: interventions.stalled.people is missing: add it',
        'config/playbooks/general.yaml: help.output is missing: add it',
        'config/playbooks/general.yaml: whose_move.ours is missing: add it',
      ],
    });
  });

  it('names an id that stands twice', () => {
    const outcome = assembleLibrary([general, crm, crm]);
    expect(outcome).toMatchObject({ lines: ['config/playbooks: two playbooks have the id "crm": rename one of them'] });
  });
});

describe('origin of a plan', () => {
  it('leads back to the playbook that wrote it', () => {
    const playbook = shippedLibrary.playbooks[3];
    if (playbook === undefined) throw new Error('no playbook');
    expect(playbookOfOrigin(originOf(playbook, 'some-milestone'), shippedLibrary)).toBe(playbook);
  });

  it.each(['edit', 'import', 'prompt/draft-plan@1', 'crm-old/deal@1'])('is general for %s', (origin) => {
    expect(playbookOfOrigin(origin, shippedLibrary)).toBe(shippedLibrary.general);
  });
});
