import { type IngestOptions, type IngestServer, startIngest } from '../ingest-server.ts';

export interface Servers {
  readonly start: (options?: IngestOptions) => Promise<IngestServer>;
  readonly closeAll: () => Promise<void>;
}

/** Starts servers for one test file, and ends them all. */
export function ingestServers(): Servers {
  const running: IngestServer[] = [];
  return {
    async start(options) {
      const server = await startIngest(options);
      running.push(server);
      return server;
    },
    async closeAll() {
      for (const server of running.splice(0)) await server.close();
    },
  };
}

/** A server of its own for each test of the file, and others on request. */
export function freshServers(): Pick<Servers, 'start'> & { readonly ingest: IngestServer } {
  const servers = ingestServers();
  let current: IngestServer | null = null;
  beforeEach(async () => {
    current = await servers.start();
  });
  afterEach(() => servers.closeAll());
  return {
    start: servers.start,
    get ingest() {
      if (current === null) throw new Error('a server is there only while a test runs');
      return current;
    },
  };
}
