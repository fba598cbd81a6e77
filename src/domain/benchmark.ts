/** How wide a group had to be drawn to be large enough, narrowest first (METHOD section 5). */
export type GroupLevel = 'use_case_and_tier' | 'use_case' | 'tier' | 'all';

/** By what an account was measured; part of every verdict, so that it can be repeated to a customer. */
export type Benchmark =
  | { readonly source: 'plan' }
  | {
      readonly source: 'learned';
      readonly level: GroupLevel;
      readonly group: string;
      /** Others observed for as long or longer. */
      readonly n: number;
      /** Which state of knowledge it was. */
      readonly version: string;
    };
