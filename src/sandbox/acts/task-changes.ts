import type { WrittenDate, Task } from '../world/model.ts';

/** What a person wants different about a task; what is undefined stays. */
export interface TaskChanges {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly markdown?: string | undefined;
  readonly status?: string | undefined;
  readonly priority?: Task['priority'] | undefined;
  readonly due?: WrittenDate | null | undefined;
  readonly start?: WrittenDate | null | undefined;
  readonly timeEstimate?: number | null | undefined;
  readonly points?: number | null | undefined;
  readonly parentId?: string | undefined;
  readonly archived?: boolean | undefined;
  readonly customItemId?: number | undefined;
  readonly assignees?: Deltas | undefined;
  readonly watchers?: Deltas | undefined;
}

export interface Deltas {
  readonly add: readonly number[];
  readonly rem: readonly number[];
}
