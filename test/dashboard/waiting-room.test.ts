import { createWaitingRoom } from '../../src/dashboard/waiting-room.ts';
import { type AppServer, startApp } from '../http/app-server.ts';
import { addAccount } from '../monitor/read-world.ts';

const MINUTE = 60_000;
const never = () => new Promise<void>(() => undefined);
const atOnce = () => Promise.resolve();
/** Lets everything that is settled take its effect. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function aRoom() {
  const state = { now: 0, patience: never as () => Promise<void>, begun: 0 };
  const drawing = Promise.withResolvers<string>();
  const room = createWaitingRoom({ now: () => state.now, patience: () => state.patience() });
  const ask = (same = '/') =>
    room.page(same, () => {
      state.begun += 1;
      return state.begun === 1 ? drawing.promise : Promise.resolve(`page ${state.begun}`);
    });
  return { state, drawing, ask };
}

describe('a page that takes long', () => {
  it('is not waited for, and is there for whoever looks again', async () => {
    const { state, drawing, ask } = aRoom();
    state.patience = atOnce;
    expect([await ask(), await ask()]).toEqual([null, null]);
    state.patience = never;
    drawing.resolve('page 1');
    expect(await ask()).toBe('page 1');
    expect(state.begun).toBe(1);
  });

  it('is shown once: the next look begins a new one', async () => {
    const { state, drawing, ask } = aRoom();
    drawing.resolve('page 1');
    expect([await ask(), await ask()]).toEqual(['page 1', 'page 2']);
    expect(state.begun).toBe(2);
  });

  it('is nobody else’s page', async () => {
    const { state, ask } = aRoom();
    state.patience = atOnce;
    await ask('/');
    state.patience = never;
    expect(await ask('/?tier=enterprise')).toBe('page 2');
  });

  it('is thrown away a minute after it was done', async () => {
    const { state, drawing, ask } = aRoom();
    state.patience = atOnce;
    await ask();
    drawing.resolve('page 1');
    await settle();
    state.now = MINUTE;
    state.patience = never;
    expect(await ask()).toBe('page 2');
  });

  it('tells of its failure once, and is drawn anew after that', async () => {
    const { state, drawing, ask } = aRoom();
    state.patience = atOnce;
    await ask();
    drawing.reject(new Error('the disk is full'));
    await settle();
    state.patience = never;
    await expect(ask()).rejects.toThrow('the disk is full');
    expect(await ask()).toBe('page 2');
  });
});

describe('a reader whose page is not there yet', () => {
  let server: AppServer;
  beforeEach(async () => {
    server = await startApp({ patience: atOnce });
    await addAccount(server.world, { id: 'acme' });
  });
  afterEach(() => server.close());

  it.each(['/', '/activation', '/quality', '/accounts/acme'])(
    'is told so, and the browser looks again: %s',
    async (path) => {
      const { status, headers, text } = await server.ask(path);
      expect({ status, refresh: headers.refresh }).toEqual({ status: 202, refresh: '5' });
      expect(text).toContain('<h1>The figures are being drawn up</h1>');
      expect(text).toContain(`<a href="${path}">Look again now</a>`);
    },
  );
});
