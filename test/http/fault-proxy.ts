import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to one request: refused unseen; passed on while the answer gets lost; or the service dies at that moment. */
export type Fault = { readonly status: 429 | 500 } | 'answer lost' | 'service killed';

export interface FaultProxy {
  readonly url: string;
  /** Requests seen, by what became of them. */
  readonly seen: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  /** Where the service is now; asked again for each request. */
  readonly target: () => string;
  /** By the number of the request, from 1. */
  readonly faults: ReadonlyMap<number, Fault>;
  /** Kills the service and starts it again; requests that come meanwhile are held, as a balancer would. */
  readonly restart: () => Promise<void>;
}

/** Stands before the service as a bad network and a restarting host would. */
export async function startFaultProxy({ target, faults, restart }: FaultProxyOptions): Promise<FaultProxy> {
  const seen = new Map<string, number>();
  const note = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  let number = 0;
  let up: Promise<void> = Promise.resolve();
  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await bytesOf(req);
    number += 1;
    const fault = faults.get(number);
    note(fault === undefined ? 'passed' : typeof fault === 'string' ? fault : String(fault.status));
    if (typeof fault === 'object') return refuse(res, fault.status);
    await up;
    const answered = passOn(target(), req, body);
    if (fault === 'service killed') up = restart();
    const answer = await answered.catch(() => null);
    if (fault === 'answer lost') return void res.socket?.destroy();
    if (answer === null) return refuse(res, 503);
    res.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((req, res) => void handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async close() {
      await up;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** `code` for Amplitude, which reads nothing else. */
function refuse(res: ServerResponse, status: number): void {
  const headers = { 'content-type': 'application/json', ...(status === 429 ? { 'retry-after': '1' } : {}) };
  res.writeHead(status, headers).end(JSON.stringify({ code: status, error: 'trouble on the way' }));
}

interface Passed {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function passOn(target: string, { url = '/', method, headers }: IncomingMessage, body: Buffer): Promise<Passed> {
  return new Promise((resolve, reject) => {
    const call = request(new URL(url, target), { method, headers, agent: false }, (response) => {
      const { statusCode: status = 0, headers: said } = response;
      bytesOf(response).then((answer) => resolve({ status, headers: said, body: answer }), reject);
    });
    call.once('error', reject);
    call.end(body);
  });
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
