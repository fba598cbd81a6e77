import type { IncomingMessage, ServerResponse } from 'node:http';
import { isNear, networkOf, senderAddress } from './sender-address.ts';

/** Memory for bodies on their way from senders of whom it is not yet known who they are; whoever finds it full may come again. */
export interface BodyRoom {
  /** False where there is no room, or none for this sender; else it is taken until the answer is given, or the sender gone. */
  take(req: Pick<IncomingMessage, 'headers' | 'socket'>, res: Pick<ServerResponse, 'once'>, largest: number): boolean;
}

export const ROOM_BYTES = 256 * 1024 * 1024;
export const ROOM_RETRY_SECONDS = 5;

/** What one address may hold of it, so that no single sender keeps all others out. */
const SHARE_OF_ONE = 1 / 4;

export function createBodyRoom(bytes: number = ROOM_BYTES): BodyRoom {
  let left = bytes;
  const held = new Map<string, number>();
  const hold = (sender: string, size: number): void => {
    const now = (held.get(sender) ?? 0) + size;
    if (now === 0) held.delete(sender);
    else held.set(sender, now);
    left -= size;
  };
  return {
    take(req, res, largest) {
      const size = sizeOf(req.headers, largest);
      const address = senderAddress(req);
      const sender = networkOf(address);
      // Behind a proxy that does not say whom it speaks for, everybody is one.
      const most = isNear(address) ? bytes : bytes * SHARE_OF_ONE;
      if (size > left || (held.get(sender) ?? 0) + size > most) return false;
      hold(sender, size);
      res.once('close', () => hold(sender, -size));
      return true;
    },
  };
}

/** What it may come to: as announced, and where nothing is announced, or it is packed, the most that would be read. */
function sizeOf(headers: IncomingMessage['headers'], largest: number): number {
  const announced = Number(headers['content-length'] ?? Number.NaN);
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity';
  return isPlain && announced >= 0 ? Math.min(announced, largest) : largest;
}
