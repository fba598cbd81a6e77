import { isIPv4 } from 'node:net';

/** What a request says about where it comes from. */
export interface Origin {
  /** Address of the other end of the connection, as the socket has it. */
  readonly remoteAddress: string | undefined;
  readonly host: string | undefined;
  /** Names of all headers, lower case. */
  readonly headerNames: readonly string[];
}

/**
 * Whether a request was surely made by a person at this machine: a loopback connection whose Host is a loopback name (a web
 * page that has its own name point at 127.0.0.1 sends that name) and that no proxy has passed on (CONTRACT section 3).
 */
export function isLocal({ remoteAddress, host, headerNames }: Origin): boolean {
  return isLoopbackAddress(remoteAddress) && isLoopbackHost(host) && !headerNames.some(isForwardingHeader);
}

/** 127.0.0.0/8 and ::1, also in the form in which a socket for both families shows IPv4. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.toLowerCase().replace(/^::ffff:/, '');
  return plain === '::1' || isLoopbackV4(plain);
}

/** `localhost`, 127.0.0.0/8 and [::1], with or without a port. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = /^(\[::1\]|[a-z0-9.]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1]?.toLowerCase();
  return name !== undefined && (name === 'localhost' || name === '[::1]' || isLoopbackV4(name));
}

const isLoopbackV4 = (address: string): boolean => isIPv4(address) && address.startsWith('127.');

const isForwardingHeader = (name: string): boolean => name === 'forwarded' || name.startsWith('x-forwarded-');
