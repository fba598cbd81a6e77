import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { MonitorError, messageOf } from './shared/errors.ts';

/** @throws MonitorError `bad_settings` where the port cannot be had */
export function listen(app: RequestListener, { settings: { HOST, PORT } }: Config): Promise<Server> {
  const server = createServer(app);
  return new Promise((resolve, reject) => {
    server.once('error', (failed: NodeJS.ErrnoException) => {
      const why =
        failed.code === 'EADDRINUSE'
          ? 'is taken: stop what uses it, or set another PORT'
          : `cannot be used: ${messageOf(failed)}`;
      reject(new MonitorError('bad_settings', `PORT: ${HOST}:${PORT} ${why}`, failed));
    });
    server.listen(PORT, HOST, () => resolve(server));
  });
}

export function addressOf(server: Server, { settings: { HOST } }: Config): string {
  const { port } = server.address() as AddressInfo;
  return `http://${HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST}:${port}`;
}

export function closeServer(server: Server | null): Promise<void> {
  if (server === null) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
