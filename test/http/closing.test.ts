import { Agent, createServer, request, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { closeServer } from '../../src/service-port.ts';

let server: Server;
let port: number;
const agent = new Agent({ keepAlive: true });
afterEach(() => {
  agent.destroy();
  server.closeAllConnections();
});

async function listen(app: RequestListener): Promise<void> {
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
}

const ask = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const call = request({ port, host: '127.0.0.1', agent }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    call.once('error', reject).end();
  });

describe('closing the doors', () => {
  it('answers what is there, waits for nobody who only keeps a connection, and takes nothing new', async () => {
    let answer = (): void => undefined;
    const there = new Promise<void>((resolve) => {
      void listen((_req, res) => {
        answer = () => void res.end('done');
        resolve();
      }).then(() => asked.resolve(ask()));
    });
    const asked = Promise.withResolvers<number>();
    await there;
    const closed = closeServer(server, 60_000);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
    answer();
    expect(await asked.promise).toBe(200);
    await closed;
  });

  it('cuts off, after a while, who never ends a request', async () => {
    await listen((req) => void req.resume());
    const sender = connect(port, '127.0.0.1');
    const cut = new Promise((resolve) => sender.once('close', resolve));
    sender.on('error', () => undefined);
    await new Promise(
      (resolve) =>
        server.once('request', resolve) && sender.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n'),
    );
    await closeServer(server, 20);
    await cut;
  });
});
