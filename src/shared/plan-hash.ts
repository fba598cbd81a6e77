import type { Plan } from '../domain/plan.ts';
import { contentDigest } from './content-digest.ts';

/** The digest an approval is bound to: the same for plans that say the same, whatever the order of their members. */
export function planHash(plan: Plan): string {
  return contentDigest(plan);
}
