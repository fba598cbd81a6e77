import { isLocal } from '../../src/http/loopback.ts';

describe('a request without a Host', () => {
  it.each([undefined, ''])('is refused: %s', (host) => {
    expect(isLocal({ remoteAddress: '127.0.0.1', host, headerNames: [] })).toBe(false);
  });
});

describe('where a connection comes from', () => {
  it.each<readonly [string | undefined, boolean]>([
    ['127.0.0.1', true],
    ['127.200.3.4', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['::FFFF:127.0.0.1', true],
    ['10.0.0.1', false],
    ['192.168.127.1', false],
    ['::ffff:10.0.0.1', false],
    ['::127.0.0.1', false],
    ['fe80::1', false],
    ['::', false],
    ['', false],
    [undefined, false],
  ])('is told by the socket: %s', (remoteAddress, expected) => {
    expect(isLocal({ remoteAddress, host: 'localhost', headerNames: ['host'] })).toBe(expected);
  });
});
