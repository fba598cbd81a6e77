import { blindReason, likelyIds, type Sight } from '../../src/domain/blind.ts';
import { aFeed, anAccount, onDay } from './builders.ts';

const HOUR = 3_600_000;
const NOW = onDay(30);

function aSight(part: Partial<Sight> = {}): Sight {
  return {
    accountId: 'acme',
    needed: [aFeed({ lastReceivedAt: NOW })],
    workspaceUnread: null,
    now: NOW,
    freshnessHours: 72,
    wasEverHeard: false,
    likelyOtherIds: [],
    unknownIdShare: null,
    ...part,
  };
}

const silent = (name: string, hours: number) => aFeed({ name, lastReceivedAt: NOW - hours * HOUR });

describe('an account is blind', () => {
  it.each<[string, Partial<Sight>, ReturnType<typeof blindReason>]>([
    ['without an account id', { accountId: null }, { kind: 'no_account_id' }],
    ['while nothing was ever sent by any source', { needed: [] }, { kind: 'nothing_ever_sent' }],
    [
      'while a needed source is silent; the longest silence is named',
      { needed: [silent('web', 73), silent('app', 99), silent('mail', 1)] },
      { kind: 'stale_source', source: 'app', lastReceivedAt: NOW - 99 * HOUR },
    ],
    [
      'when nothing came for it and another id looks like it',
      { likelyOtherIds: ['Acme Inc'] },
      { kind: 'likely_other_id', candidates: ['Acme Inc'] },
    ],
    [
      'when nothing came for it and more than a tenth of the ids are unknown',
      { unknownIdShare: 0.11 },
      { kind: 'likely_other_id', candidates: [] },
    ],
    [
      'while the workspace is not seen in which its milestone is looked for, though nothing else was ever sent',
      { workspaceUnread: 'not_read_yet', needed: [] },
      { kind: 'workspace_unread', because: 'not_read_yet' },
    ],
    ['for its missing id before anything else', { accountId: null, needed: [] }, { kind: 'no_account_id' }],
  ])('%s', (_, sight, reason) => {
    expect(blindReason(aSight(sight))).toEqual(reason);
  });
});

describe('an account is seen', () => {
  it.each<[string, Partial<Sight>]>([
    ['when its sources are healthy, though nothing ever came for it', {}],
    ['while its source is silent for no longer than the freshness hours', { needed: [silent('web', 72)] }],
    ['while only a source that it does not need is silent', { needed: [silent('web', 1)] }],
    ['when exactly a tenth of the ids are unknown', { unknownIdShare: 0.1 }],
    [
      'when something came for it, whatever other ids look like',
      { wasEverHeard: true, likelyOtherIds: ['acme-2'], unknownIdShare: 0.9 },
    ],
  ])('%s', (_, sight) => {
    expect(blindReason(aSight(sight))).toBeNull();
  });
});

describe('ids that look like an account', () => {
  const account = anAccount({ accountId: 'acme-1', name: 'Äcme Söhne GmbH' });

  it.each([
    ['ACME_1', true],
    ['prod:acme-1', true],
    ['acme1.example', true],
    ['acme', false],
    ['äcme söhne gmbh & Co', true],
    ['acme-2', false],
    ['other', false],
  ])('%s: %p', (id, alike) => {
    expect(likelyIds(account, [id])).toEqual(alike ? [id] : []);
  });

  it('must equal a very short id, because it is contained in many by chance', () => {
    const short = anAccount({ accountId: '42', name: 'Go' });
    expect(likelyIds(short, ['4211', 'cargo', 'go', '#42'])).toEqual(['go', '#42']);
  });

  it('are none for an account of which only signs are known', () => {
    expect(likelyIds(anAccount({ accountId: null, name: '***' }), ['acme', '??'])).toEqual([]);
  });
});
