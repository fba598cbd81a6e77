/** The configured model, as far as `doctor` looks at it. */
export interface ModelAccess {
  readonly name: string;
  /** Host of its server. */
  readonly server: string;
  readonly capUsd: number | null;
  /** Asks the server which models it has: costs nothing. */
  readonly probe: () => Promise<ProbedModel>;
}

export type ProbedModel =
  /** `knows`: whether our model is among those it lists; null: it lists none. */
  | { readonly kind: 'answers'; readonly knows: boolean | null }
  | { readonly kind: 'refuses'; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly detail: string };
