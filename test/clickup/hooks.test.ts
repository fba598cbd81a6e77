import { createClickUpHooks } from '../../src/clickup/hooks.ts';
import { aConnection, clickUp, withNetworkShut } from './support/connected.ts';

const ENDPOINT = 'https://fvm.test/webhooks/clickup';

const aWireHook = (changes: object = {}) => ({
  id: 'hook-1',
  userid: 70_000_001,
  team_id: 9_000_000_001,
  endpoint: ENDPOINT,
  client_id: 'c',
  events: ['taskCreated', 'taskUpdated'],
  task_id: null,
  list_id: null,
  folder_id: null,
  space_id: null,
  health: { status: 'failing', fail_count: 12 },
  secret: 'whsec',
  ...changes,
});

const HOOK = {
  id: 'hook-1',
  endpoint: ENDPOINT,
  events: ['taskCreated', 'taskUpdated'],
  status: 'failing',
  failCount: 12,
  secret: 'whsec',
};

const hooks = () => createClickUpHooks(aConnection().client, { teamId: '9001' });

describe('our webhooks', () => {
  withNetworkShut();

  it('are listed with their health; one that is tied to a place is not ours', async () => {
    const webhooks = [aWireHook(), aWireHook({ id: 'hook-2', list_id: 901_200_000_001 })];
    clickUp().get('/v2/team/9001/webhook').reply(200, { webhooks });
    expect(await hooks().all()).toEqual([HOOK]);
  });

  it('are read when ClickUp writes all events as a star and tells no health', async () => {
    clickUp()
      .get('/v2/team/9001/webhook')
      .reply(200, { webhooks: [aWireHook({ events: '*', health: null })] });
    expect(await hooks().all()).toEqual([{ ...HOOK, events: ['*'], status: 'active', failCount: 0 }]);
  });

  it('are made for the whole workspace, which is looked up when no setting names it', async () => {
    clickUp()
      .get('/v2/team')
      .reply(200, { teams: [{ id: '9001', name: 'Acme CS', members: [] }] });
    const body = { endpoint: ENDPOINT, events: ['taskCreated', 'taskUpdated'] };
    clickUp().post('/v2/team/9001/webhook', body).reply(200, { id: 'hook-1', webhook: aWireHook() });
    expect(await createClickUpHooks(aConnection().client).create(ENDPOINT, body.events)).toEqual(HOOK);
  });

  it('are repaired with everything ClickUp wants, which wakes a suspended one', async () => {
    const body = { endpoint: ENDPOINT, events: ['taskCreated'], status: 'active' };
    clickUp().put('/v2/webhook/hook-1', body).reply(200, { id: 'hook-1' });
    await hooks().repair('hook-1', ENDPOINT, ['taskCreated']);
  });

  it.each([200, 404])('are gone after removing them, also when they were gone before (%i)', async (status) => {
    clickUp().delete('/v2/webhook/hook-1').reply(status, {});
    await hooks().remove('hook-1');
  });

  it('are not taken for removed when ClickUp refuses', async () => {
    clickUp().delete('/v2/webhook/hook-1').reply(403, { err: 'no' });
    await expect(hooks().remove('hook-1')).rejects.toMatchObject({ code: 'forbidden' });
  });
});
