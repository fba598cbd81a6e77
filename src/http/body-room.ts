import type { IncomingMessage, ServerResponse } from 'node:http';

/** Memory for bodies on their way from senders of whom it is not yet known who they are; whoever finds it full may come again. */
export interface BodyRoom {
  /** False where there is no room; else it is taken until the answer is given, or the sender gone. */
  take(req: Pick<IncomingMessage, 'headers'>, res: Pick<ServerResponse, 'once'>, largest: number): boolean;
}

export const ROOM_BYTES = 256 * 1024 * 1024;
export const ROOM_RETRY_SECONDS = 5;

export function createBodyRoom(bytes: number = ROOM_BYTES): BodyRoom {
  let left = bytes;
  return {
    take({ headers }, res, largest) {
      const size = sizeOf(headers, largest);
      if (size > left) return false;
      left -= size;
      res.once('close', () => {
        left += size;
      });
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
