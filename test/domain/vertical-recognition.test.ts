import { readEvent } from '../../src/domain/draft-event-nature.ts';
import { parsePattern, wordsOf } from '../../src/domain/draft-words.ts';
import type { DraftRequest } from '../../src/domain/drafting.ts';
import type { MilestoneTemplate, Playbook } from '../../src/domain/playbook.ts';
import { rankVerticals } from '../../src/domain/vertical-recognition.ts';
import { anEvent, aRequest } from '../drafting/builders.ts';
import { shippedLibrary } from '../drafting/shipped.ts';

const shipped = shippedLibrary.playbooks.flatMap(({ milestones }) => milestones)[0] as MilestoneTemplate;
const [shippedStep] = shipped.steps as [MilestoneTemplate['steps'][number]];

interface Part {
  readonly name?: string;
  readonly alsoCalled?: readonly string[];
  readonly words?: readonly string[];
  readonly events?: readonly string[];
  /** Event shapes of its one milestone and of that milestone's one step. */
  readonly value?: string;
  readonly step?: string;
}

/** A vertical that claims what a test names, and nothing else. */
function aPlaybook(
  id: string,
  { name = id, alsoCalled = [], words = [], events = [], value, step }: Part = {},
): Playbook {
  const asks = (shape: string) => ({ ...shipped.signal, event: [parsePattern(shape)] });
  const steps = [{ ...shippedStep, signal: asks(step ?? 'nothing known') }];
  return {
    ...shippedLibrary.general,
    id,
    name,
    alsoCalled,
    words: words.map(wordsOf),
    events: events.map(parsePattern),
    milestones: [{ ...shipped, signal: asks(value ?? 'nothing known'), steps }],
  };
}

const bakery = aPlaybook('bread-making', {
  name: 'Bakery',
  alsoCalled: ['Pâtisserie'],
  words: ['oven', 'sour dough', 'crust'],
  events: ['loaf sold'],
  value: 'order baked',
  step: 'dough kneaded',
});

interface Brief {
  readonly account?: Partial<DraftRequest['account']>;
  readonly product?: DraftRequest['product'];
  readonly events?: readonly string[];
  readonly observed?: readonly string[];
}

/** What each vertical scores, the strongest first. */
function ranked(playbooks: readonly Playbook[], { account = {}, product, events = [], observed = [] }: Brief) {
  const request = aRequest({
    account,
    ...(product === undefined ? {} : { product }),
    observed: observed.map((name) => ({ name, count: 3, users: 1 })),
  });
  const read = events.map((name) => readEvent(anEvent(name)));
  return rankVerticals(request, read, playbooks).map(({ playbook, score, fromText }) => [playbook.id, score, fromText]);
}

const scoreOf = (brief: Brief): unknown => ranked([bakery], brief)[0]?.[1] ?? 0;
const oven = 'A bigger oven for everybody';

describe('what a text says of the vertical', () => {
  it.each<[string, Brief, number]>([
    ['most in the use case', { account: { useCase: oven } }, 3],
    ['most in the goals', { account: { goals: oven } }, 3],
    ['less in the promise of the product', { product: { name: 'Hearth', promise: oven } }, 2],
    ['less in the name of the product', { product: { name: 'Oven', promise: '' } }, 2],
    ['least in the name of the company', { account: { name: 'Oven Ltd' } }, 1],
    ['nothing where no text has a word of it', { account: { useCase: 'Roofs', goals: 'Dry houses' } }, 0],
    ['all of it together', { account: { name: 'Oven Ltd', useCase: oven, goals: 'crust' } }, 7],
    ['each of its words', { account: { goals: 'An oven that gives a crust' } }, 6],
    ['half more for a phrase, which is rarely met by chance', { account: { goals: 'Good sour dough' } }, 4.5],
    ['nothing for half a phrase', { account: { goals: 'Good dough' } }, 0],
    ['six where the use case is its name and nothing else', { account: { useCase: 'BAKERY' } }, 6],
    ['six where the use case is its id', { account: { useCase: 'bread making' } }, 6],
    ['six where the use case is another of its names', { account: { useCase: 'patisserie' } }, 6],
    ['nothing for its name among other words', { account: { useCase: 'our bakery and more' } }, 0],
    ['nothing for its name as a company’s', { account: { name: 'Bakery' } }, 0],
  ])('counts %s', (_title, brief, score) => {
    expect(scoreOf(brief)).toBe(score);
  });

  it('is told apart from what the events say', () => {
    const brief = { account: { goals: oven }, events: ['loaf_sold'] };
    expect(ranked([bakery], brief)).toEqual([['bread-making', 5, 3]]);
  });
});

describe('what the events say of the vertical', () => {
  it.each<[string, Brief, number]>([
    ['two for one of its shapes', { events: ['loaf_sold'] }, 2],
    ['two for what its milestone asks for', { events: ['Order Baked'] }, 2],
    ['two for what a step of it asks for', { events: ['doughKneaded'] }, 2],
    ['all of them together', { events: ['loaf_sold', 'order_baked', 'dough_kneaded'] }, 6],
    ['half more for what the account really sends', { events: ['loaf_sold'], observed: ['loaf_sold'] }, 3],
    ['nothing more for what it sends besides', { events: ['loaf_sold'], observed: ['roof_mended'] }, 2],
    ['three quarters for one of its words in a name', { events: ['oven_opened'] }, 0.75],
    ['no more for two of its words in one name', { events: ['oven_crust_seen'] }, 0.75],
    ['nothing for a name that it does not know', { events: ['roof_mended'] }, 0],
  ])('counts %s', (_title, brief, score) => {
    expect(scoreOf(brief)).toBe(score);
  });
});

describe('several verticals', () => {
  const pottery = aPlaybook('pottery', { words: ['oven', 'clay'], events: ['loaf|bowl sold'] });

  it('share what each of them claims', () => {
    expect(ranked([bakery, pottery], { account: { goals: oven } })).toEqual([
      ['bread-making', 1.5, 1.5],
      ['pottery', 1.5, 1.5],
    ]);
    expect(ranked([bakery, pottery], { events: ['loaf_sold'] })).toEqual([
      ['bread-making', 1, 0],
      ['pottery', 1, 0],
    ]);
    expect(ranked([bakery, pottery], { events: ['oven_opened'] })).toEqual([
      ['bread-making', 0.375, 0],
      ['pottery', 0.375, 0],
    ]);
  });

  it('stand by their evidence, the strongest first, and those without any are left out', () => {
    const roofing = aPlaybook('roofing', { words: ['roof'] });
    const brief = { account: { goals: 'an oven for clay' } };
    expect(ranked([roofing, bakery, pottery], brief).map(([id]) => id)).toEqual(['pottery', 'bread-making']);
  });
});
