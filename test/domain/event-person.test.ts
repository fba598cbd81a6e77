import { domainOf, saysAdmin } from '../../src/domain/event-person.ts';

describe('traits that say admin', () => {
  it.each([
    [{ role: 'admin' }, true],
    [{ role: 'Account Owner' }, true],
    [{ role: 'org:admin' }, true],
    [{ role: 'workspaceAdministrator' }, true],
    [{ role: ['member', 'owner'] }, true],
    [{ is_admin: true }, true],
    [{ admin: 'true' }, true],
    [{ is_admin: 1 }, true],
    [{ role: 'member' }, false],
    [{ role: 'non-admin' }, false],
    [{ role: 'Product Owner' }, false],
    [{ role: 'badminton coach' }, false],
    [{ is_admin: false, admin: 'no' }, false],
    [JSON.parse('{"__proto__":{"admin":true}}') as Record<string, unknown>, false],
    [{}, false],
  ])('%j: %s', (traits, expected) => {
    expect(saysAdmin(traits)).toBe(expected);
  });
});

describe('the domain of an e-mail', () => {
  it.each([
    ['Ada@Acme.Example', 'acme.example'],
    [' ada@eu.acme.example ', 'eu.acme.example'],
    ['ada@localhost', null],
    ['acme.example', null],
    ['a@b@acme.example', null],
  ])('of %j is %j', (email, expected) => {
    expect(domainOf(email)).toBe(expected);
  });
});
