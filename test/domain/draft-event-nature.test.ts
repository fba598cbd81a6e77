import { type Nature, readEvent } from '../../src/domain/draft-event-nature.ts';

const natureOf = (name: string, kind: 'core' | 'setup' | 'login' | 'other' | null = null): Nature =>
  readEvent({ name, kind, description: null, properties: [] }).nature;

describe('nature of an event', () => {
  it.each([
    ['user_logged_in', 'login'],
    ['Signed In', 'login'],
    ['app_opened', 'login'],
    ['driver_app_login', 'login'],
    ['contacts_imported', 'setup'],
    ['Member Invited', 'setup'],
    ['Integration Connected', 'setup'],
    ['onboarding_checklist_completed', 'setup'],
    ['test_email_sent', 'setup'],
    ['demo_order_completed', 'setup'],
    ['payment_failed', 'failure'],
    ['subscription_cancelled', 'failure'],
    ['page_viewed', 'view'],
    ['shipment_planned', 'input'],
    ['Task Created', 'input'],
    ['application_received', 'input'],
    ['payment_received', 'outcome'],
    ['Ticket Resolved', 'outcome'],
    ['envelopeCompleted', 'outcome'],
    ['heartwood', 'other'],
  ] satisfies [string, Nature][])('%s is %s', (name, nature) => {
    expect(natureOf(name)).toBe(nature);
  });

  it('is what the catalogue says before what the name says', () => {
    expect(natureOf('Ticket Resolved', 'setup')).toBe('setup');
    expect(natureOf('demo_order_completed', 'core')).toBe('outcome');
  });
});
