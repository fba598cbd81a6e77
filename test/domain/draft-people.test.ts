import { namedChannel, type PeopleHints, servedPerson } from '../../src/domain/draft-people.ts';

const hints = (parts: Partial<PeopleHints>): PeopleHints => ({
  account: 'Marram',
  useCase: '',
  goals: '',
  catalogue: [],
  usual: [],
  ...parts,
});

describe('the people served', () => {
  it.each([
    ['goals', { goals: 'Tenants report repairs' }, { noun: 'tenant', said: true }],
    ['use case', { useCase: 'Answers for students' }, { noun: 'student', said: true }],
    ['the catalogue', { catalogue: ['patient_invited'] }, { noun: 'patient', said: false }],
    ['the trade', { account: 'Sorrel & Pike LLP' }, { noun: 'client', said: false }],
    ['a trade in the use case', { useCase: 'Hotel feedback' }, { noun: 'guest', said: false }],
    [
      'the vertical, by its own word',
      { useCase: 'Grantees answer', usual: ['grantee'] },
      { noun: 'grantee', said: true },
    ],
  ] satisfies [string, Partial<PeopleHints>, object][])('are named by %s', (_, parts, person) => {
    expect(servedPerson(hints(parts))).toEqual(person);
  });

  it('are unknown rather than guessed from the vertical alone', () => {
    expect(servedPerson(hints({ usual: ['customer'] }))).toBeNull();
  });

  it('are those of the text, not of the trade', () => {
    expect(servedPerson(hints({ account: 'City Hospital', goals: 'Visitors find their way' }))?.noun).toBe('visitor');
  });

  it('are not those of the trade where the work is for its own staff', () => {
    expect(servedPerson(hints({ account: 'Skerry Telecom', goals: 'Staff incidents solved' }))).toBeNull();
  });

  it('are rather those with whom the vertical usually deals', () => {
    const parts = { goals: 'Partners and donors see what we do', usual: ['donor'] };
    expect(servedPerson(hints(parts))?.noun).toBe('donor');
  });
});

describe('the channel named', () => {
  it.each([
    ['Work all claims mail from one queue', 'email'],
    ['Move the phone queue', 'phone'],
    ['Repairs closed without phone calls', null],
    ['Chat instead of e-mail', 'chat'],
    ['E-mail and chat in one place', null],
    ['One inbox for everything', null],
    ['', null],
  ])('in “%s” is %s', (text, channel) => {
    expect(namedChannel(text)).toBe(channel);
  });
});
