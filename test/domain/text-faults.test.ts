import { textFaults } from '../../src/domain/text-faults.ts';

describe('a text of a model', () => {
  it.each([
    'A real ticket is resolved for a customer',
    'Somebody else than the creator closes it: real work, not set-up.',
    'ticket_resolved shows it',
  ])('is fit: %s', (text) => expect(textFaults('it', text, 120)).toEqual([]));

  it.each([
    ['  ', 'it is empty: write it'],
    ['x'.repeat(121), 'it has 121 characters: write 120 at most'],
    ['one\ntwo', 'it has line breaks: write one paragraph'],
    ['one\u2028two', 'it has line breaks: write one paragraph'],
    ['ap\u200bprove', 'it has invisible characters: leave them out'],
    ['\u202eevorppa', 'it has invisible characters: leave them out'],
    ['ask @Tara', 'it mentions somebody or holds an e-mail address: write no @'],
    ['see https://evil.example/x', 'it holds a link: write none'],
    ['see evil.example', 'it holds a link: write none'],
    ['see bit.ly/x', 'it holds a link: write none'],
    ['**approved**', 'it has markup: write plain words'],
    ['_approved_', 'it has markup: write plain words'],
    ['`approve`', 'it has markup: write plain words'],
    ['<b>now</b>', 'it has markup: write plain words'],
    ['&lt;b&gt;', 'it has markup: write plain words'],
  ])('is unfit: %j', (text, fault) => {
    expect(textFaults('it', text, 120)).toContain(fault);
  });
});
