import { Analytics } from '@segment/analytics-node';
import fc from 'fast-check';
import { createUsageEventRecorder, type RecordUsageEvents } from '../../src/monitor/record-usage-events.ts';
import { aTrack, type IngestServer, KEY, startIngest } from './ingest-server.ts';
import { tries } from '../hostile/tries.ts';

let ingest: IngestServer;
/** In front of the same database, but its first answer is lost after the commit. */
let lossy: IngestServer;
beforeAll(async () => {
  ingest = await startIngest({ now: Date.now });
  lossy = await startIngest({ now: Date.now, record: answerLostOnce(ingest) });
});
afterAll(() => Promise.all([ingest.close(), lossy.close()]));

describe('the Segment SDK', () => {
  it('delivers every kind of call, and its events find their account though the group call comes last', async () => {
    const analytics = new Analytics({ writeKey: KEY, host: ingest.url, maxRetries: 0 });
    const failures: unknown[] = [];
    analytics.on('error', (failure) => failures.push(failure));
    analytics.identify({ userId: 'u-ada', traits: { email: 'ada@acme.example', role: 'admin' } });
    analytics.track({ userId: 'u-ada', event: 'Task Completed', properties: { project: 'p1' } });
    analytics.page({ userId: 'u-ada', name: 'Board' });
    analytics.group({ userId: 'u-ada', groupId: 'acme', traits: { name: 'Acme Logistics' } });
    await analytics.flush({ close: true });

    expect(failures).toEqual([]);
    expect((await ingest.eventsOf('acme')).map(({ name }) => name).sort()).toEqual([
      'Task Completed',
      'Viewed Board Page',
    ]);
    const people = (await ingest.store.events.peopleOf(['acme'])).get('acme');
    expect(people?.users.get('u-ada')).toEqual({ member: true, admin: true });
  });

  it('has one copy stored when it retries after a lost answer', async () => {
    const analytics = new Analytics({ writeKey: KEY, host: lossy.url, maxRetries: 1 });
    analytics.track({ userId: 'u1', event: 'Task Completed', context: { groupId: 'globex' } });
    await analytics.flush({ close: true });
    expect(await ingest.eventsOf('globex')).toHaveLength(1);
  });
});

/** Keeps what it is given in the other server's database, and fails after the first commit. */
function answerLostOnce(target: IngestServer): RecordUsageEvents {
  const record = createUsageEventRecorder(target.store);
  let calls = 0;
  return async (...batch) => {
    const outcome = await record(...batch);
    calls += 1;
    if (calls === 1) throw new Error('connection lost');
    return outcome;
  };
}

describe('whatever is sent', () => {
  const call = fc.record(
    {
      type: fc.oneof(fc.constantFrom('track', 'identify', 'group', 'page', 'screen', 'alias'), fc.jsonValue()),
      event: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      name: fc.jsonValue(),
      userId: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      anonymousId: fc.jsonValue(),
      previousId: fc.oneof(fc.string(), fc.jsonValue()),
      groupId: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      messageId: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      timestamp: fc.oneof(fc.date({ noInvalidDate: true }), fc.double(), fc.jsonValue()),
      sentAt: fc.oneof(fc.date({ noInvalidDate: true }), fc.jsonValue()),
      properties: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
      traits: fc.oneof(
        fc.dictionary(fc.constantFrom('email', 'role', 'account_id', '__proto__'), fc.jsonValue()),
        fc.jsonValue(),
      ),
      context: fc.oneof(fc.dictionary(fc.constantFrom('groupId', 'groups', 'traits'), fc.jsonValue()), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  const route = fc.constantFrom('batch', 'track', 'identify', 'group', 'page', 'screen', 'alias');

  it('is never answered with a failure of ours', async () => {
    await fc.assert(
      fc.asyncProperty(
        route,
        fc.oneof(fc.jsonValue(), call, fc.array(call), fc.record({ batch: fc.array(call) })),
        async (path, body) => {
          expect((await ingest.post(`/v1/${path}`, body)).status).toBeLessThan(500);
        },
      ),
      tries(300),
    );
  });

  it('ends in exactly one of stored, known and refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(call, fc.jsonValue()), { maxLength: 8 }), async (batch) => {
        const { body } = await ingest.post('/v1/batch', { batch });
        expect((body.stored ?? 0) + (body.known ?? 0) + (body.refused ?? []).length).toBe(batch.length);
      }),
      tries(150),
    );
  });

  it('does not hinder the next good event', async () => {
    expect((await ingest.post('/v1/track', aTrack({ messageId: 'after-all-that' }))).body.stored).toBe(1);
  });
});
