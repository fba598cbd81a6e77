/** Pure work over many accounts that may pause between its parts; what it comes to is the same however long it pauses. */
export type InParts<T> = Generator<void, T, void>;

export function atOnce<T>(work: InParts<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
