import { z } from 'zod';
import { dice } from '../dice.ts';

/** What may go wrong on the way, for tests of clients that must survive it. */
export const FaultRule = z.object({
  /** An HTTP method; absent: any. */
  method: z.string().toUpperCase().optional(),
  /** The path behind `/api`, such as `/v2/task/*`; `*` stands for one segment, `**` for any number of them. */
  path: z.string().default('**'),
  effect: z.enum(['cut-before', 'cut-after', 'cut-inside', 'garbled', 'status', 'status-after', 'delay', '429']),
  /** How often the rule strikes; absent: without end. */
  count: z.number().int().min(1).optional(),
  /** Matching requests to let pass first. */
  skip: z.number().int().min(0).default(0),
  /** The share of matching requests that is struck, drawn from `seed` and so the same in every run. */
  probability: z.number().min(0).max(1).default(1),
  seed: z.number().int().default(1),
  /** For `status` and `status-after`. */
  status: z.number().int().min(400).max(599).default(500),
  body: z.unknown().optional(),
  /** Waiting time before anything else; with any effect. */
  ms: z.number().int().min(0).default(0),
  /** For `429`: how far ahead `X-RateLimit-Reset` lies. */
  reset_in_s: z.number().int().min(0).default(1),
});

export type FaultRule = z.output<typeof FaultRule>;

export interface Faults {
  /** The first rule that strikes this request, if any. */
  strike(method: string, path: string): FaultRule | null;
  set(rules: readonly FaultRule[]): void;
  /** The rules with how often each has struck. */
  list(): readonly (FaultRule & { struck: number })[];
}

interface ArmedRule {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  readonly draw: () => number;
  seen: number;
  struck: number;
}

/** No faults at first; `set` replaces all rules and starts their counts and dice anew. */
export function createFaults(): Faults {
  let armed: ArmedRule[] = [];
  return {
    strike: (method, path) => {
      const hit = armed.find((candidate) => strikes(candidate, method, path));
      return hit?.rule ?? null;
    },
    set: (rules) => {
      armed = rules.map((rule) => ({
        rule,
        pattern: toPattern(rule.path),
        draw: dice(rule.seed),
        seen: 0,
        struck: 0,
      }));
    },
    list: () => armed.map(({ rule, struck }) => ({ ...rule, struck })),
  };
}

function strikes(armed: ArmedRule, method: string, path: string): boolean {
  const { rule } = armed;
  if (rule.method !== undefined && rule.method !== method) return false;
  if (!armed.pattern.test(path) || (rule.count !== undefined && armed.struck >= rule.count)) return false;
  armed.seen += 1;
  if (armed.seen <= rule.skip || armed.draw() >= rule.probability) return false;
  armed.struck += 1;
  return true;
}

function toPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  const pattern = escaped.replace(/\*+/g, (stars) => (stars.length > 1 ? '.*' : '[^/]+'));
  return new RegExp(`^${pattern}$`);
}
