/** One exchange over the API, for assertions and for checking every answer against ClickUp's own description. */
export interface LoggedRequest {
  readonly id: number;
  /** Real time, Unix milliseconds. */
  readonly at: number;
  readonly method: string;
  /** The whole path, such as `/api/v2/task/86abc`. */
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Parsed when it is JSON, else the text; null when empty. */
  readonly body: unknown;
  readonly user_id: number | null;
  /** The status that was sent; null when the connection was cut. */
  readonly status: number | null;
  readonly response: unknown;
  /** The effect of the fault that struck, if one did. */
  readonly fault: string | null;
  /** Whether the request reached the workspace: false when a fault or the rate limit came first. */
  readonly applied: boolean;
}

export interface RequestLog {
  add(entry: Omit<LoggedRequest, 'id'>): void;
  list(): readonly LoggedRequest[];
  clear(): void;
}

/** An empty log; numbering goes on after `clear`. */
export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  let last = 0;
  return {
    add: (entry) => {
      last += 1;
      entries.push({ id: last, ...entry });
    },
    list: () => entries,
    clear: () => {
      entries = [];
    },
  };
}
