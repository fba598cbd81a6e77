import { toBlocks } from '../../src/clickup/blocks.ts';
import { readBlocks } from '../../src/clickup/read-blocks.ts';
import { bold, bullet, link, mention, paragraph } from '../../src/monitor/message.ts';

const tag = (id: number) => ({ type: 'tag', user: { id, username: 'Someone' }, text: '@Someone' });

describe('the words of a comment', () => {
  it.each([
    [
      'a mention in front',
      [tag(7), { text: ' why is this stalled?', attributes: {} }, { text: '\n' }],
      'why is this stalled?',
    ],
    ['a mention between words', [{ text: 'ask' }, tag(7), { text: 'now' }], 'ask now'],
    ['a mention before a colon', [{ text: 'ask ' }, tag(7), { text: ': now' }], 'ask : now'],
    ['a mention alone', [tag(7)], ''],
    ['lines', [tag(7), { text: ' edit\nby day: 21' }], 'edit\nby day: 21'],
    [
      'a bullet',
      [{ text: 'one' }, { text: '\n', attributes: { list: { list: 'bullet' } } }, { text: 'two' }],
      'one\ntwo',
    ],
    ['a link', [{ text: 'see ' }, { text: 'here', attributes: { link: 'https://example.test' } }], 'see here'],
    ['an emoji', [{ text: 'ok ' }, { type: 'emoticon', text: 'U0001F44D', emoticon: { code: '1f44d' } }], 'ok 👍'],
    ['an emoji of several parts', [{ type: 'emoticon', text: 'x', emoticon: { code: '1f468-200d-1f4bb' } }], '👨‍💻'],
    ['an emoji that is none', [{ type: 'emoticon', text: ':custom:', emoticon: { code: 'ffffff' } }], ':custom:'],
    ['a written @name', [{ text: '@Onboarding Bot status' }], '@Onboarding Bot status'],
    [
      'a quoted line',
      [
        tag(7),
        { text: ' see:\nReply approve', attributes: {} },
        { text: '\n', attributes: { blockquote: {} } },
        { text: 'why?' },
      ],
      'see:\nwhy?',
    ],
    ['a quote alone', [tag(7), { text: 'approve' }, { text: '\n', attributes: { blockquote: true } }], ''],
    ['what is no block', [null, 'x', 7, { text: 8 }, { text: 'still' }], 'still'],
  ])('leave out mentions: %s', (_, blocks, text) => {
    expect(readBlocks(blocks).text).toBe(text);
  });
});

describe('mentions', () => {
  it('are told by the tag block, each person once, agents of ClickUp too', () => {
    expect(readBlocks([tag(7), tag(-16_800_000), tag(7), { text: '@Nobody' }]).mentions).toEqual([7, -16_800_000]);
  });

  it('need a user', () => {
    expect(readBlocks([{ type: 'tag', text: '@Ghost' }]).mentions).toEqual([]);
  });

  it('are not every block that names a user', () => {
    expect(readBlocks([{ type: 'attachment', user: { id: 7 }, text: 'plan.pdf' }]).mentions).toEqual([]);
  });
});

describe('the digest', () => {
  const digest = (...blocks: readonly unknown[]) => readBlocks(blocks).digest;

  it('stays when ClickUp only cuts or styles the same words differently', () => {
    const once = digest(tag(7), { text: ' approve', attributes: {} });
    expect(
      digest(
        { type: 'tag', user: { id: 7 } },
        { text: ' app', attributes: { bold: true } },
        { text: 'rove\n' },
        { text: '\n' },
      ),
    ).toBe(once);
  });

  it.each([
    ['a word', [tag(7), { text: ' reject' }]],
    ['the person', [tag(8), { text: ' approve' }]],
    ['a mention into text', [{ text: '@Someone approve' }]],
    ['a link', [tag(7), { text: ' approve', attributes: { link: 'https://example.test' } }]],
  ])('changes with %s', (_, blocks) => {
    expect(digest(...blocks)).not.toBe(digest(tag(7), { text: ' approve' }));
  });
});

it('what we write reads back as it was meant', () => {
  const message = [
    paragraph(mention({ id: 7, name: 'Lea' }), ' please look at ', bold('Acme'), '.'),
    bullet('see ', link('the task', 'https://app.clickup.com/t/86a#fvm-alert:1')),
  ];
  expect(readBlocks(toBlocks(message))).toMatchObject({
    text: 'please look at Acme.\nsee the task',
    mentions: [7],
    links: ['https://app.clickup.com/t/86a#fvm-alert:1'],
  });
});
