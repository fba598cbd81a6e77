import type { Instant } from '../domain/account.ts';
import { MINUTE_MS } from '../domain/duration.ts';

/** Where readers wait while a page is drawn that takes long. */
export interface WaitingRoom {
  /**
   * The page as HTML, or null where a reader should not look at nothing any longer; drawing goes on then, and whoever asks for
   * the same again gets what comes of it.
   * @param same what makes it this page and no other, its reader's clock included
   */
  page(same: string, draw: () => Promise<string>): Promise<string | null>;
}

export interface WaitingRoomDeps {
  readonly now: () => Instant;
  /** Ends when a reader has waited long enough. */
  readonly patience: () => Promise<void>;
}

/** A page that nobody came back for is thrown away: what it shows grows old. */
const KEPT_MS = MINUTE_MS;

interface Drawing {
  readonly page: Promise<string>;
  /** Null as long as it is being drawn. */
  endedAt: Instant | null;
}

export function createWaitingRoom({ now, patience }: WaitingRoomDeps): WaitingRoom {
  const drawings = new Map<string, Drawing>();
  const begin = (same: string, draw: () => Promise<string>): Drawing => {
    const drawing: Drawing = { page: draw(), endedAt: null };
    const end = () => {
      drawing.endedAt = now();
    };
    drawing.page.then(end, end);
    drawings.set(same, drawing);
    return drawing;
  };
  const throwAway = (): void => {
    for (const [same, { endedAt }] of drawings)
      if (endedAt !== null && Math.abs(now() - endedAt) >= KEPT_MS) drawings.delete(same);
  };
  return {
    async page(same, draw) {
      throwAway();
      const drawing = drawings.get(same) ?? begin(same, draw);
      const waited = patience().then(() => null);
      try {
        const page = await Promise.race([drawing.page, waited]);
        if (page !== null && drawings.get(same) === drawing) drawings.delete(same);
        return page;
      } catch (thrown) {
        drawings.delete(same);
        throw thrown;
      }
    },
  };
}
