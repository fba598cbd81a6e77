import { CatalogFile, parseCatalog } from '../../src/config/catalog-file.ts';
import { checkYaml } from '../../src/config/yaml-file.ts';
import { coreEventNames } from '../../src/domain/draft-catalogue.ts';
import { shippedCatalogue } from '../drafting/shipped.ts';

const mistakes = (source: string): readonly string[] => {
  const outcome = checkYaml('catalog.yaml', source, CatalogFile);
  return outcome.kind === 'read' ? [] : outcome.lines;
};

describe('catalogue file', () => {
  it('needs no more than a name', () => {
    expect(parseCatalog([{ name: 'Task Completed' }])).toEqual([
      { name: 'Task Completed', kind: null, description: null, properties: [] },
    ]);
  });

  it('names the core events', () => {
    const catalogue = parseCatalog([
      { name: 'Done', kind: 'core' },
      { name: 'In', kind: 'login' },
    ]);
    expect([...coreEventNames(catalogue)]).toEqual(['Done']);
  });

  it('ships with events of real work as core, and none of signing in or setting up', () => {
    const core = coreEventNames(shippedCatalogue);
    expect([...core]).toEqual(expect.arrayContaining(['Sprint Completed', 'Task Completed', 'Task Created']));
    for (const name of ['Signed In', 'Member Invited', 'Integration Connected', 'Project Created', 'Report Viewed'])
      expect(core.has(name)).toBe(false);
  });

  it.each([
    ['- { name: A, kind: sometimes }', 'catalog.yaml:1: 0.kind: "sometimes": write core, setup, login or other'],
    ['- { name: A }\n- { name: A }', 'catalog.yaml:2: 1.name: "A": stands here twice: remove one of the two'],
    ['- { kind: core }', '0.name: missing: write a text'],
    ['- { name: A, props: [x] }', '0.props: unknown name'],
    ['- { name: A, properties: x }', 'write a list of property names'],
    ['', 'write a list of events'],
  ])('says what is wrong with %j', (source, line) => {
    expect(mistakes(source)).toEqual([expect.stringContaining(line)]);
  });
});
