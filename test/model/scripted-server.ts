import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A model server on loopback that says what the test tells it to, one line of the script a request. */
export type Scripted =
  | { readonly kind: 'answer'; readonly json: unknown }
  /** Whatever stands where JSON is expected. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'filtered' }
  /** finish_reason length. */
  | { readonly kind: 'cut_off'; readonly text: string }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly code?: string }
  /** No answer until the client gives up. */
  | { readonly kind: 'silent' }
  /** Headers and the beginning of a body, then nothing. */
  | { readonly kind: 'stalls' }
  | { readonly kind: 'cuts_connection' }
  /** 200, but no JSON at all. */
  | { readonly kind: 'no_json' }
  /** 200 and JSON, but no chat completion. */
  | { readonly kind: 'other_json' }
  /** Answers once the test says so. */
  | { readonly kind: 'later'; readonly when: Promise<unknown>; readonly json: unknown };

export interface ModelRequest {
  readonly headers: IncomingMessage['headers'];
  /** As it came over the wire. */
  readonly text: string;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format: {
      readonly type: string;
      readonly json_schema: { readonly strict: boolean; readonly schema: Record<string, unknown> };
    };
  };
  /** The facts: the first message of the user. */
  readonly facts: Record<string, unknown>;
}

export interface ScriptedServer {
  /** For OPENAI_BASE_URL. */
  readonly url: string;
  readonly requests: readonly ModelRequest[];
  /** The most requests that were open at a time. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

const MODELS = { object: 'list', data: [{ id: 'test-model', object: 'model' }] };
export const TOKENS = { in: 1000, out: 200 };

/**
 * @param script what to say to the nth request (0 the first), or a list whose last line repeats
 * @param lists what to say to whoever asks which models there are; default `test-model` alone
 */
export async function startScriptedServer(
  script: readonly Scripted[] | ((request: ModelRequest, n: number) => Scripted),
  lists?: Scripted,
): Promise<ScriptedServer> {
  const requests: ModelRequest[] = [];
  let open = 0;
  let most = 0;
  const say = (request: ModelRequest, n: number): Scripted =>
    (typeof script === 'function' ? script(request, n) : (script[n] ?? script.at(-1))) ?? { kind: 'silent' };
  const server = createServer(async (req, res) => {
    if (req.method === 'GET') return lists === undefined ? send(res, 200, MODELS) : perform(res, lists);
    open += 1;
    most = Math.max(most, open);
    res.once('close', () => {
      open -= 1;
    });
    const request = readRequest(req, await textOf(req));
    requests.push(request);
    await perform(res, say(request, requests.length - 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    mostAtOnce: () => most,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  return text;
}

function readRequest({ headers }: IncomingMessage, text: string): ModelRequest {
  const body = JSON.parse(text) as ModelRequest['body'];
  const facts = body.messages.find(({ role }) => role === 'user')?.content ?? '{}';
  return { headers, text, body, facts: JSON.parse(facts) as Record<string, unknown> };
}

async function perform(res: ServerResponse, scripted: Scripted): Promise<void> {
  switch (scripted.kind) {
    case 'answer':
      return send(res, 200, completion(JSON.stringify(scripted.json)));
    case 'text':
      return send(res, 200, completion(scripted.text));
    case 'refusal':
      return send(res, 200, completion(null, { refusal: 'I cannot help with that.' }));
    case 'filtered':
      return send(res, 200, completion('', {}, 'content_filter'));
    case 'cut_off':
      return send(res, 200, completion(scripted.text, {}, 'length'));
    case 'status': {
      if (scripted.retryAfter !== undefined) res.setHeader('retry-after', scripted.retryAfter);
      const error = { message: 'it repeats: SECRET-FACT and sk-secret-key', code: scripted.code ?? null };
      return send(res, scripted.status, { error });
    }
    case 'silent':
      return;
    case 'stalls':
      res.writeHead(200, { 'content-type': 'application/json' });
      res.write('{"choices":');
      return;
    case 'cuts_connection':
      res.socket?.destroy();
      return;
    case 'no_json':
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('<html>proxy error</html>');
      return;
    case 'other_json':
      return send(res, 200, { hello: 'world' });
    case 'later':
      await scripted.when;
      return send(res, 200, completion(JSON.stringify(scripted.json)));
  }
}

function completion(content: string | null, message: object = {}, finish_reason = 'stop'): object {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'test-model',
    choices: [{ index: 0, finish_reason, message: { role: 'assistant', content, refusal: null, ...message } }],
    usage: { prompt_tokens: TOKENS.in, completion_tokens: TOKENS.out, total_tokens: TOKENS.in + TOKENS.out },
  };
}

function send(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}
