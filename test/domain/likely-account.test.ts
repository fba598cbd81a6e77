import fc from 'fast-check';
import { type Candidate, likelyAccount, type Likeness, type Stranger } from '../../src/domain/likely-account.ts';

const account = (accountId: string | null, name: string, domains: readonly string[] = []): Candidate => ({
  accountId,
  name,
  domains,
  isHeard: false,
});
const stranger = (given: Partial<Stranger>): Stranger => ({ id: null, name: null, emails: [], ...given });

const ACCOUNTS = [
  account('acme', 'Acme Logistics GmbH', ['acme.example']),
  account('CUST-0042', 'Initech'),
  account(null, 'Umbrella Health Group'),
  account('vandelay', 'Vandelay Industries'),
  account('sap', 'SAP'),
];

describe('the account that a stranger likely is', () => {
  it.each<[string, Partial<Stranger>, string, Likeness]>([
    [
      'its people write from a domain that the account lists',
      { id: '7', emails: ['a@ACME.example'] },
      'acme',
      'domain',
    ],
    ['the id is spelled another way', { id: 'ACME' }, 'acme', 'same'],
    ['the id is the account’s name', { id: 'umbrella_health_group' }, 'Umbrella Health Group', 'same'],
    ['the product calls it by its name', { id: 'org_81723', name: 'Initech Inc.' }, 'CUST-0042', 'name'],
    ['without the legal form', { id: '7', name: 'Acme Logistics' }, 'acme', 'name'],
    ['the id has an environment behind it', { id: 'acme-production' }, 'acme', 'part'],
    ['the id has a kind before it', { id: 'org_vandelay' }, 'vandelay', 'part'],
    ['the id is a word of the name', { id: 'umbrella' }, 'Umbrella Health Group', 'part'],
    ['a letter is missing', { id: 'vandlay' }, 'vandelay', 'slip'],
    ['two letters are swapped', { id: 'Initehc' }, 'CUST-0042', 'slip'],
    [
      'its people’s addresses name the company',
      { emails: ['x@gmail.com', 'p@mail.initech.co.uk'] },
      'CUST-0042',
      'mail',
    ],
  ])('is found when %s', (_case, given, expected, likeness) => {
    const found = likelyAccount(stranger(given), ACCOUNTS);
    expect([found?.account.accountId ?? found?.account.name, found?.likeness]).toEqual([expected, likeness]);
  });

  it.each<[string, Partial<Stranger>, readonly Candidate[]]>([
    ['nothing resembles it', { id: 'org_81723', emails: ['a@elsewhere.example'] }, ACCOUNTS],
    ['nothing is known of it', {}, ACCOUNTS],
    ['a short name stands inside another word', { id: 'sapphire' }, ACCOUNTS],
    ['a short name differs by a letter', { id: 'sat' }, ACCOUNTS],
    ['its people write from where anybody may', { emails: ['acme@gmail.com'] }, [account('gmail', 'Gmail')]],
    ['two accounts resemble it alike', { id: 'acme-eu' }, [account('acme', 'A'), account('eu1', 'Acme')]],
  ])('is nobody when %s', (_case, given, accounts) => {
    expect(likelyAccount(stranger(given), accounts)).toBeNull();
  });

  it('is rather one whose own id never came', () => {
    const heard = { ...account('acme', 'Acme'), isHeard: true };
    expect(likelyAccount(stranger({ id: 'ACME' }), [heard])?.account).toBe(heard);
    const silent = account('acme-eu', 'Acme Europe');
    expect(likelyAccount(stranger({ id: 'ACME' }), [heard, silent])?.account).toBe(silent);
  });

  const NAMES = 'Altair Betelgeuse Capella Deneb Electra Fomalhaut Gienah Hamal Izar Kochab Mirach Polaris'.split(' ');
  const MISTAKES: readonly ((id: string) => string)[] = [
    (id) => id.toUpperCase(),
    (id) => `org_${id}`,
    (id) => `${id}-production`,
    (id) => `${id} Ltd`,
    (id) => id.slice(0, 2) + id.slice(3),
    (id) => `${id.slice(0, -1)}x${id.slice(-1)}`,
  ];

  it('is the right one of many for every mistake that is made with ids', () => {
    const accounts = NAMES.map((name) => account(name.toLowerCase(), `${name} Works`));
    fc.assert(
      fc.property(
        fc.constantFrom(...accounts.filter(({ name }) => name.length > 10)),
        fc.constantFrom(...MISTAKES),
        (planted, mistake) => {
          expect(likelyAccount(stranger({ id: mistake(planted.accountId ?? '') }), accounts)?.account).toBe(planted);
        },
      ),
    );
  });
});
