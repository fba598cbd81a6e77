import type { ReadEvent } from './draft-event-nature.ts';
import { hasPhrase, matchesPattern, wordsOf } from './draft-words.ts';
import type { DraftRequest } from './drafting.ts';
import type { Playbook } from './playbook.ts';

/**
 * Which vertical an account's brief speaks of. Two kinds of evidence are added: phrases of the playbook in the texts, and
 * events of the catalogue that only this vertical would send. What several verticals claim counts for each the less.
 */

export interface VerticalScore {
  readonly playbook: Playbook;
  readonly score: number;
  /** The part that comes from use case, goals, product and account name. */
  readonly fromText: number;
}

/** Use case and goals are about this account; the product's promise is the same for all; a company's name says little. */
const FIELD_WEIGHT = { useCase: 3, goals: 3, product: 2, account: 1 } as const;
const EVENT_WEIGHT = 2;
/** A word of the playbook inside an event's name, where no shape fits. */
const EVENT_WORD_WEIGHT = 0.75;
/** A use case that is just the vertical's name, as from a drop-down, settles the text's part. */
const NAMED_WEIGHT = 6;
/** Events that the account really sends weigh this much more. */
const OBSERVED_FACTOR = 1.5;

/** Every vertical with some evidence, the strongest first; equal scores stay in the order of ids. */
export function rankVerticals(
  request: DraftRequest,
  events: readonly ReadEvent[],
  playbooks: readonly Playbook[],
): readonly VerticalScore[] {
  const phraseOwners = countOwners(playbooks);
  const claims = claimsByEvent(events, playbooks);
  const observed = new Set(request.observed.map((event) => event.name));
  const fields = textFields(request);
  return playbooks
    .map((playbook): VerticalScore => {
      const rarity = (phrase: readonly string[]): number => 1 / (phraseOwners.get(phrase.join(' ')) ?? 1);
      const named = isNamed(playbook, request.account.useCase) ? NAMED_WEIGHT : 0;
      const fromText = named + sum(fields.map(({ words, weight }) => weight * textEvidence(words, playbook, rarity)));
      const fromEvents = sum(
        events.map((event) => {
          const factor = observed.has(event.event.name) ? OBSERVED_FACTOR : 1;
          return factor * eventEvidence(event, playbook, claims, rarity);
        }),
      );
      return { playbook, fromText, score: fromText + fromEvents };
    })
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score);
}

function isNamed({ id, name, alsoCalled }: Playbook, useCase: string | null): boolean {
  const written = wordsOf(useCase ?? '').join(' ');
  return [id, name, ...alsoCalled].some((each) => wordsOf(each).join(' ') === written);
}

function textFields({ account, product }: DraftRequest): { words: readonly string[]; weight: number }[] {
  return [
    { words: wordsOf(account.useCase ?? ''), weight: FIELD_WEIGHT.useCase },
    { words: wordsOf(account.goals ?? ''), weight: FIELD_WEIGHT.goals },
    { words: wordsOf(`${product.name}. ${product.promise}`), weight: FIELD_WEIGHT.product },
    { words: wordsOf(account.name), weight: FIELD_WEIGHT.account },
  ];
}

function textEvidence(
  words: readonly string[],
  playbook: Playbook,
  rarity: (phrase: readonly string[]) => number,
): number {
  const found = playbook.words.filter((phrase) => hasPhrase(words, phrase));
  // A phrase of two words is rarely met by chance.
  return sum(found.map((phrase) => rarity(phrase) * (phrase.length > 1 ? 1.5 : 1)));
}

function eventEvidence(
  event: ReadEvent,
  playbook: Playbook,
  claims: ReadonlyMap<ReadEvent, ReadonlySet<Playbook>>,
  rarity: (phrase: readonly string[]) => number,
): number {
  const owners = claims.get(event);
  if (owners?.has(playbook)) return EVENT_WEIGHT / owners.size;
  const words = playbook.words.filter((phrase) => hasPhrase(event.words, phrase));
  return Math.min(1, sum(words.map(rarity))) * EVENT_WORD_WEIGHT;
}

function claimsByEvent(
  events: readonly ReadEvent[],
  playbooks: readonly Playbook[],
): ReadonlyMap<ReadEvent, ReadonlySet<Playbook>> {
  return new Map(
    events.map((event) => {
      const owners = playbooks.filter((playbook) => claims(playbook, event));
      return [event, new Set(owners)];
    }),
  );
}

function claims(playbook: Playbook, event: ReadEvent): boolean {
  const signals = playbook.milestones.flatMap((milestone) => [
    ...milestone.signal.event,
    ...milestone.steps.flatMap((step) => step.signal.event),
  ]);
  return [...playbook.events, ...signals].some((pattern) => matchesPattern(pattern, event.words));
}

function countOwners(playbooks: readonly Playbook[]): ReadonlyMap<string, number> {
  const owners = new Map<string, number>();
  for (const playbook of playbooks) {
    for (const phrase of new Set(playbook.words.map((words) => words.join(' ')))) {
      owners.set(phrase, (owners.get(phrase) ?? 0) + 1);
    }
  }
  return owners;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
