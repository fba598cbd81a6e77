/** What the processes of a measurement say to each other; each is a child of the one that holds the measurement. */

/** A server's first word. */
export interface Listening {
  readonly port: number;
}

/** A server's answer to `'sample'`: CPU since its start in microseconds, memory after a collection in bytes. */
export interface Sample {
  readonly cpuMicros: number;
  readonly rss: number;
  readonly heapUsed: number;
}

export type RequestKind = 'delivery' | 'batch' | 'batch_of_known';

/** What the sender is to send: until the time is up, or the requests are. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly kind: RequestKind;
  readonly connections: number;
  readonly seconds: number;
  readonly requests: number;
  /** Tells the ids of this load from those of every other. */
  readonly seed: string;
}

export interface Sent {
  readonly answered: number;
  /** Answered with anything but 2xx. */
  readonly failed: number;
  readonly ms: number;
  readonly p50: number;
  readonly p99: number;
}
