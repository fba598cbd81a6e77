/** The product's events as config/catalog.yaml lists them: the only names that a drafted plan may use. */

export type EventKind = 'core' | 'setup' | 'login' | 'other';

export interface CatalogueEvent {
  readonly name: string;
  /** Null when nobody has said: then the name itself is read. */
  readonly kind: EventKind | null;
  readonly description: string | null;
  /** Names of the properties that the event carries; empty when not listed. */
  readonly properties: readonly string[];
}

/** Names of kind core: they judge an account that has no plan in force (METHOD section 6). */
export function coreEventNames(catalogue: readonly CatalogueEvent[]): ReadonlySet<string> {
  return new Set(catalogue.filter((event) => event.kind === 'core').map((event) => event.name));
}
