import type { EvidenceItem } from './assessment.ts';
import type { UsageEvent } from './usage-event.ts';

const EVIDENCE_LIMIT = 20;

/** Events as receipts: the newest of them, newest last. */
export function evidenceOf(events: readonly UsageEvent[], limit: number = EVIDENCE_LIMIT): readonly EvidenceItem[] {
  return events.slice(-limit).map(({ name, at, userId, messageId }) => ({ event: name, at, userId, messageId }));
}
