/**
 * The control surface and the API over HTTP, for tests and the demo. It holds no state of its own: whoever has the address of a
 * running stand-in can use it.
 */
export interface SandboxControl {
  get<T = unknown>(path: string): Promise<T>;
  post<T = unknown>(path: string, body?: unknown): Promise<T>;
  put<T = unknown>(path: string, body: unknown): Promise<T>;
  delete(path: string): Promise<void>;
  /** An act of a person: a call of the API with their token. Paths as ClickUp has them, such as `/v2/task/86abc`. */
  as(token: string): PersonApi;
}

export interface PersonApi {
  get<T = unknown>(path: string): Promise<T>;
  post<T = unknown>(path: string, body?: unknown): Promise<T>;
  put<T = unknown>(path: string, body: unknown): Promise<T>;
  delete(path: string): Promise<void>;
}

/** @param url where the stand-in's pages are, such as `http://127.0.0.1:4100` */
export function sandboxControl(url: string): SandboxControl {
  const control = (method: string) => (path: string, body?: unknown) =>
    exchange({ method, address: `${url}/sandbox${path}`, body });
  return {
    get: reading(control('GET')),
    post: reading(control('POST')),
    put: reading(control('PUT')),
    delete: async (path) => {
      await control('DELETE')(path);
    },
    as: (token) => personApi(`${url}/api`, token),
  };
}

function personApi(apiUrl: string, token: string): PersonApi {
  const api = (method: string) => (path: string, body?: unknown) =>
    exchange({ method, address: `${apiUrl}${path}`, body, token });
  return {
    get: reading(api('GET')),
    post: reading(api('POST')),
    put: reading(api('PUT')),
    delete: async (path) => {
      await api('DELETE')(path);
    },
  };
}

interface Outgoing {
  readonly method: string;
  readonly address: string;
  readonly body?: unknown;
  readonly token?: string;
}

/** The caller says what it expects: the stand-in's own answers are not checked again. */
function reading(call: (path: string, body?: unknown) => Promise<unknown>) {
  return async <T>(path: string, body?: unknown): Promise<T> => (await call(path, body)) as T;
}

/** Rejects with the whole answer when it is not a success, since a script has no use for a refusal. */
async function exchange({ method, address, body, token }: Outgoing): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: token }) };
  const response = await fetch(address, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${address} answered ${response.status}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}
