import { readEvent } from '../../src/domain/draft-event-nature.ts';
import { guardsOf, isRealityFlag, type Surroundings } from '../../src/domain/draft-guards.ts';

const guard = (name: string, properties: readonly string[], around: Partial<Surroundings> = {}) =>
  guardsOf(readEvent({ name, kind: null, description: null, properties }), {
    served: null,
    channel: null,
    wanted: {},
    actor: 'any',
    servedActs: false,
    ...around,
  });

const tenant = { noun: 'tenant', said: true };

describe('guards for real work', () => {
  it.each([
    ['test', false],
    ['isDemo', false],
    ['simulated', false],
    ['sample_data', false],
    ['dry-run', false],
    ['live_mode', true],
    ['liveMode', true],
    ['real_deals', true],
    ['production', true],
    ['success', true],
    ['env', 'production'],
    ['Environment', 'production'],
  ])('hold %s to %s', (property, value) => {
    expect(guard('order_paid', [property]).where).toEqual({ [property]: value });
  });

  it.each([
    'amount',
    'count',
    'type',
    'status',
    'mode',
    'signed_by',
    'resolved_by',
    'template',
    'unreal_scene',
    'environmental',
  ])('say nothing about %s, whose values nobody knows', (property) => {
    expect(guard('order_paid', [property], { served: tenant, servedActs: true }).where).toEqual({});
  });

  it('tell nothing by the source of what comes in where no channel is named', () => {
    expect(guard('ticket_resolved', ['source']).where).toEqual({});
  });

  it('add what the template wants only where the property is listed', () => {
    const wanted = { 'status|status_code': 200, mode: 'live' };
    expect(guard('call_served', ['status_code'], { wanted }).where).toEqual({ status_code: 200 });
  });

  it.each([
    ['ticket_resolved', { source: 'email' }],
    ['event_received', {}],
  ])('hold the source of %s to the channel that is named: %j', (name, where) => {
    expect(guard(name, ['source'], { channel: 'email' }).where).toEqual(where);
  });
});

describe('a property by which a product tells real work from rehearsal', () => {
  it.each(['test_mode', 'isDemo', 'livemode', 'production', 'environment', 'deploy-env'])('is %s', (property) => {
    expect(isRealityFlag(property)).toBe(true);
  });

  it.each(['amount', 'success', 'tested_by', 'live_at', 'source'])('is not %s', (property) => {
    expect(isRealityFlag(property)).toBe(false);
  });
});

describe('guards for people', () => {
  const acting = { served: tenant, servedActs: true, actor: 'external' as const };

  it.each([
    'persona',
    'user_persona',
    'person_type',
    'party_type',
    'approver_type',
    'tenant_type',
    'driver_type',
    'paid_by_type',
  ])('ask for the person served in %s, whose value is a kind of person', (property) => {
    expect(guard('rent_paid', [property], acting).where).toEqual({ [property]: 'tenant' });
  });

  it.each([
    'payment_type',
    'order_type',
    'document_type',
    'event_type',
    'file_owner_type',
    'owner_typed',
    'sorted_by_typeface',
    'parole',
    'role_id',
    'personal_note',
    'last_opened_by',
    'opened_by_id',
  ])('ask for nobody in %s, whose value is something else', (property) => {
    expect(guard('rent_paid', [property], acting)).toEqual({ where: {}, who: null, actor: 'external' });
  });

  it('ask for nobody where nobody knows whom the account serves', () => {
    expect(guard('rent_paid', ['role'], { ...acting, served: null }).where).toEqual({});
  });

  it('ask for who began the matter earlier even where only the trade names them: no doer is meant', () => {
    const served = { noun: 'tenant', said: false };
    expect(guard('request_closed', ['opened_by'], { served }).where).toEqual({ opened_by: 'tenant' });
  });

  it('leave the doer alone where another than the person served may do it', () => {
    const around = { served: { noun: 'dealer', said: true }, actor: 'not_admin' as const };
    expect(guard('order_submitted', ['submitted_by'], around).where).toEqual({});
  });

  it('leave who acts open where the template does, though the doer is named', () => {
    expect(guard('slot_booked', ['booked_by'], { ...acting, actor: 'any' })).toMatchObject({
      who: 'tenant',
      actor: 'any',
    });
  });

  it('keep asking for a second person where only whoever began the matter is named', () => {
    const around = { served: { noun: 'client', said: false }, actor: 'not_creator' as const };
    expect(guard('proof_approved', ['requested_by'], around)).toMatchObject({
      where: { requested_by: 'client' },
      actor: 'not_creator',
    });
  });

  it.each(['any', 'not_creator'] as const)('leave “%s” as it is where staff act', (actor) => {
    const around = { served: { noun: 'employee', said: true }, servedActs: true, actor };
    expect(guard('answer_received', ['role'], around)).toMatchObject({ where: { role: 'employee' }, actor });
  });

  it('ask for the person who began a matter that staff end', () => {
    expect(guard('request_closed', ['opened_by'], { served: tenant })).toEqual({
      where: { opened_by: 'tenant' },
      who: 'tenant',
      actor: 'any',
    });
  });

  it('leave the doer alone where staff do the work', () => {
    expect(guard('ticket_resolved', ['by_role', 'role'], { served: tenant }).where).toEqual({});
  });

  it.each(['role', 'signer_type', 'booked_by', 'user_role'])('hold the doer in %s to the person served', (property) => {
    const around = { served: tenant, servedActs: true, actor: 'external' as const };
    expect(guard('slot_booked', [property], around)).toMatchObject({
      where: { [property]: 'tenant' },
      actor: 'external',
    });
  });

  it.each([
    [{ noun: 'dealer', said: true }, { submitted_by: 'dealer' }],
    [{ noun: 'dealer', said: false }, {}],
  ])('hold who may begin a matter to the person whom the text names: %j', (served, where) => {
    expect(guard('order_submitted', ['submitted_by'], { served }).where).toEqual(where);
  });

  it('ask for the outsider whom the text names where a second person must act', () => {
    const around = { served: { noun: 'client', said: true }, actor: 'not_creator' as const };
    expect(guard('proof_approved', ['role'], around)).toMatchObject({ where: { role: 'client' }, actor: 'external' });
  });

  it('know the second person only by not being the first when nobody is named', () => {
    const around = { served: { noun: 'client', said: false }, actor: 'not_creator' as const };
    expect(guard('proof_approved', ['role'], around)).toMatchObject({ where: {}, actor: 'not_creator' });
  });

  it('never call staff external', () => {
    const around = { served: { noun: 'employee', said: true }, servedActs: true, actor: 'external' as const };
    expect(guard('answer_received', ['role'], around)).toMatchObject({
      where: { role: 'employee' },
      actor: 'not_admin',
    });
  });
});
