import { namesNotIn } from '../../src/domain/names-in-text.ts';

const FACTS = ['Acme Labs is stalled on “Backlog filled”', 'the last on 2 Nov 2026, 10:04', 'Goals: faster reports'];

describe('names that a text brings along', () => {
  it.each([
    ['It is stalled on “Backlog filled” at Acme Labs.', []],
    ['They have been quiet since Nov. Ask for the backlog.', []],
    ['Progress should come with reports. It will.', []],
    ['The CSM may call them.', []],
    ['Talk to Sarah about it.', ['Sarah']],
    ['Sarah should call them.', ['Sarah']],
    ['Sarah Miller knows.', ['Miller']],
    ['Ask Acme first.', []],
    ['It looks like Globex does.', ['Globex']],
    ['Ask “Globex” first.', []],
    ['Fragen Sie Jürgen.', ['Sie', 'Jürgen']],
    ['Done. Петров said so.', ['Петров']],
  ])('%s: %j', (text, names) => {
    expect(namesNotIn(text, FACTS)).toEqual(names);
  });
});
