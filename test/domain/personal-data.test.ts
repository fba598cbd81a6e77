import { withoutAddresses, withoutIdentities } from '../../src/domain/personal-data.ts';

describe('a text without personal data', () => {
  it.each([
    ['Write to Anna.Berg@kunde.example today', 'Write to [e-mail] today'],
    ['anna＠kunde.example', '[e-mail]'],
    ['ask @Tara.Mill about it', 'ask [somebody] about it'],
    ['call +49 (170) 123 45 67 now', 'call [number] now'],
    ['task 86abc12de is open', 'task [id] is open'],
    ['user 7f3a9c1b-22e4-4d1c-9a7e-0123456789ab did it', 'user [id] did it'],
    ['account 901200000001', 'account [id]'],
  ])('loses who it is: %s', (text, plain) => expect(withoutIdentities(text)).toBe(plain));

  it.each([
    'ISO27001 audit by 2026-10-18',
    '1,000 tickets in two weeks',
    'OAuth2 for the mobile-app-release',
    'ticket_resolved',
  ])('stays as it is: %s', (text) => expect(withoutIdentities(text)).toBe(text));

  it('does not name the customer', () => {
    expect(withoutIdentities('ACME (Europe) and acmetools: Acme (Europe)’s goal', ['Acme (Europe)'])).toBe(
      'the customer and acmetools: the customer’s goal',
    );
  });

  it('keeps names of events when only addresses are taken out', () => {
    expect(withoutAddresses('step1_done2_x3 by a@b.example')).toBe('step1_done2_x3 by [e-mail]');
  });
});
