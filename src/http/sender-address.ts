import { BlockList, isIP, isIPv6 } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** Where a proxy of ours stands: on this machine, or in a network that nobody reaches from outside. */
const NEAR = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  NEAR.addSubnet(network, bits, 'ipv4');
NEAR.addAddress('::1', 'ipv6');
NEAR.addSubnet('fc00::', 7, 'ipv6');

/**
 * The address that a guess, or a body on its way, is counted for: the one that the proxy in front of us wrote down last, else the
 * other end of the connection. It tells senders apart and proves nothing: whoever is near enough may make one up.
 */
export function senderAddress(req: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const peer = (req.socket.remoteAddress ?? 'unknown').replace(/^::ffff:/i, '');
  if (!isNear(peer)) return peer;
  const named = [req.headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return isIP(named) === 0 ? peer : named;
}

/** Whether an address is that of a proxy of ours, or of whoever came through one that does not say for whom: it may be many people's. */
export function isNear(address: string): boolean {
  const kind = isIP(address);
  return kind !== 0 && NEAR.check(address, kind === 4 ? 'ipv4' : 'ipv6');
}

/** Whoever has one IPv6 address has all of its /64: they count as one. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [front = '', back] = address.split('::');
  const before = front === '' ? [] : front.split(':');
  const after = back === undefined || back === '' ? [] : back.split(':');
  const zeros = back === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':');
}
