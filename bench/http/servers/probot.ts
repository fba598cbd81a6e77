import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WEBHOOK } from '../deliveries.ts';

/** Probot's receiver with a handler that does nothing: signature, JSON and its event plumbing; it stores nothing. */
interface Peer {
  readonly createProbot: (options: object) => object;
  readonly createNodeMiddleware: (
    app: (robot: { on(event: string, handler: () => void): void }) => void,
    options: object,
  ) => Promise<Parameters<typeof createServer>[1]>;
}
const name = '../../peers/node_modules/probot/lib/index.js';
const { createNodeMiddleware, createProbot } = (await import(name)) as Peer;
const { generateKeyPairSync } = await import('node:crypto');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const probot = createProbot({
  overrides: {
    appId: 1,
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }),
    secret: WEBHOOK.secret,
    logLevel: 'fatal',
  },
});
const middleware = await createNodeMiddleware((robot) => robot.on('issues', () => undefined), {
  probot,
  webhooksPath: '/webhooks/clickup',
});
const server = createServer(middleware);
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
