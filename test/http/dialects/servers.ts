import { type IngestOptions, type IngestServer, startIngest } from '../ingest-server.ts';

/** Starts servers for one test file, and ends them all. */
export function ingestServers(): {
  readonly start: (options?: IngestOptions) => Promise<IngestServer>;
  readonly closeAll: () => Promise<void>;
} {
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
