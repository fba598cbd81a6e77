import fc from 'fast-check';
import { hasPhrase, matchesPattern, parsePattern, stem, thingOf, wordsOf } from '../../src/domain/draft-words.ts';

describe('words of a text', () => {
  it.each([
    ['ticket_resolved'],
    ['Ticket Resolved'],
    ['ticketResolved'],
    ['TicketResolved'],
    ['ticket-resolved'],
    ['tickets.resolve'],
    ['TICKET RESOLVING'],
  ])('are the same in every style: %s', (name) => {
    expect(wordsOf(name)).toEqual(wordsOf('ticket_resolved'));
  });

  it.each([
    ['SSOLoginSucceeded', ['sso', 'login', 'succeed']],
    ['Zoë e-mails', ['zoe', 'email']],
    ["the client's drivers", ['the', 'client', 'driver']],
    ['v2.orderPaid', ['v2', 'order', 'pay']],
    ['single sign-on', ['singl', 'signon']],
    ['they sign in', ['they', 'signin']],
    ['user_signed_in', ['user', 'signin']],
    ['letters signed in two days', ['letter', 'sign', 'in', 'two', 'day']],
    ['', []],
    ['— …', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    ['planned', 'plan'],
    ['billing', 'bill'],
    ['deliveries', 'delivery'],
    ['matches', 'matched'],
    ['closing', 'close'],
    ['sent', 'send'],
    ['cancelled', 'canceled'],
    ['addresses', 'address'],
    ['status', 'status'],
    ['booking', 'book'],
    ['paying', 'paid'],
    ['win', 'won'],
    ['holds', 'held'],
    ['building', 'built'],
    ['sells', 'sold'],
    ['running', 'ran'],
    ['making', 'made'],
    ['meeting', 'met'],
    ['takes', 'taken'],
    ['writes', 'written'],
    ['persons', 'people'],
    ['cancelling', 'canceled'],
    ['boxes', 'boxed'],
    ['pushes', 'pushed'],
    ['reached', 'reaches'],
    ['grabbing', 'grab'],
    ['stopped', 'stop'],
    ['tries', 'try'],
  ])('%s and %s share a stem', (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });

  it.each([
    ['bus', 'bu'],
    ['ties', 'ty'],
    ['need', 'ne'],
    ['feed', 'fe'],
    ['bed', 'b'],
    ['ring', 'r'],
    ['gas', 'ga'],
    ['glass', 'glas'],
    ['basis', 'basi'],
    ['the', 'th'],
    ['billed', 'bil'],
  ])('%s keeps an ending that is none: it does not become %s', (word, other) => {
    expect(stem(word)).not.toBe(other);
  });

  it('takes a word that means something to the machine for a word', () => {
    expect(wordsOf('Constructor Paid')).toEqual(['constructor', 'pay']);
  });

  it('never throws and never gives an empty word', () => {
    fc.assert(fc.property(fc.string(), (text) => wordsOf(text).every((word) => word !== '')));
  });
});

describe('event patterns', () => {
  const pattern = parsePattern('ticket|case resolved|closed');

  it.each([
    ['Ticket Resolved', true],
    ['case_was_closed', true],
    ['ResolveTicket', true],
    ['ticket_opened', false],
    ['resolved', false],
    ['ticketing_closed_beta_joined', true],
  ])('“ticket|case resolved|closed” against %s: %s', (name, matches) => {
    expect(matchesPattern(pattern, wordsOf(name))).toBe(matches);
  });

  it.each(['check_in_recorded', 'checkin_recorded', 'Check-In Recorded', 'checkInRecorded'])(
    'meet a compound however it is written: %s',
    (name) => {
      expect(matchesPattern(parsePattern('check-in recorded'), wordsOf(name))).toBe(true);
    },
  );

  it.each([
    ['report_sent', false],
    ['report_reported', true],
  ])('want a word of its own for each group: “report reported” against %s: %s', (name, matches) => {
    expect(matchesPattern(parsePattern('report reported'), wordsOf(name))).toBe(matches);
  });

  it('may be written with any space between their groups', () => {
    expect(matchesPattern(parsePattern(' ticket   resolved '), wordsOf('ticket_resolved'))).toBe(true);
  });

  it('call a thing of two words by both', () => {
    expect(thingOf(parsePattern('check-in recorded'), 'Check-In Recorded')).toBe('check in');
  });

  it('want the words of a compound side by side', () => {
    expect(matchesPattern(parsePattern('check-in recorded'), wordsOf('check_recorded_in_store'))).toBe(false);
  });

  it.each([
    ['Tickets Closed', 'ticket'],
    ['support_case_closed', 'case'],
    ['Something Unrelated', 'something'],
    ['—', '—'],
  ])('call the thing of %s “%s”', (name, thing) => {
    expect(thingOf(pattern, name)).toBe(thing);
  });
});

describe('phrases', () => {
  it('are found only as a whole', () => {
    const words = wordsOf('Everyone sees who does what before Monday');
    expect(hasPhrase(words, wordsOf('who does what'))).toBe(true);
    expect(hasPhrase(words, wordsOf('what does who'))).toBe(false);
    expect(hasPhrase(words, [])).toBe(false);
  });
});
