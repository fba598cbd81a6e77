import type { IncomingMessage } from 'node:http';
import { senderAddress } from '../../src/http/sender-address.ts';

const from = (remoteAddress: string | undefined, forwarded?: string): string =>
  senderAddress({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } } as unknown as IncomingMessage);

describe('whom a guess is counted for', () => {
  it.each([
    ['127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['::ffff:10.1.2.3', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['::1', '2001:db8::7', '2001:db8::7'],
    ['fd00::5', '203.0.113.9', '203.0.113.9'],
  ])('is behind the proxy at %s who it wrote down last: %s', (peer, forwarded, wanted) => {
    expect(from(peer, forwarded)).toBe(wanted);
  });

  it.each([
    ['203.0.113.1', '198.51.100.1', '203.0.113.1'],
    ['172.32.0.1', '198.51.100.1', '172.32.0.1'],
    ['127.0.0.1', 'unknown', '127.0.0.1'],
    ['127.0.0.1', '203.0.113.9, ', '127.0.0.1'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    [undefined, '203.0.113.9', 'unknown'],
  ])('is the other end %s itself, whatever it says: %s', (peer, forwarded, wanted) => {
    expect(from(peer, forwarded)).toBe(wanted);
  });
});
