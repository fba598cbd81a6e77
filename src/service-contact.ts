import type { Kit } from './cli/kit.ts';
import { otherRolesOf, SEAT_WAY_OUT } from './monitor/agent-seat.ts';
import { seatOnRecord } from './monitor/crew.ts';
import { POLL_EVERY_MS } from './monitor/reading-pace.ts';
import { messageOf } from './shared/errors.ts';

/** What must be done once ClickUp answers for the first time, and is tried until it does. */
export class FirstContact {
  readonly #kit: Kit;
  why: string | null = 'ClickUp was not asked yet';
  #polledAt = Number.NEGATIVE_INFINITY;
  #hookKept = false;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  /** Nothing while another process reads the board: it is in touch for all of them. */
  async run(): Promise<void> {
    try {
      if (!(await this.#kit.readingBoard.take())) {
        this.why = null;
        return;
      }
      await this.#keepInTouch();
      this.why = null;
    } catch (thrown) {
      this.why = `${messageOf(thrown)} (tried again every few seconds; nothing that comes in meanwhile is lost)`;
      throw thrown;
    }
  }

  async #keepInTouch(): Promise<void> {
    const monitor = this.#kit.monitor();
    const { PUBLIC_URL } = this.#kit.config.settings;
    const now = this.#kit.clock.now();
    if (!this.#hookKept) {
      await monitor.keepWebhook();
      this.#hookKept = true;
    }
    const first = this.#polledAt === Number.NEGATIVE_INFINITY;
    if (!first && (PUBLIC_URL !== undefined || now - this.#polledAt < POLL_EVERY_MS)) return;
    await monitor.reconcile(first);
    this.#polledAt = now;
    if (first) await this.#complainOfSeat();
  }

  /** Known only once the accounts were read: whose seat the token gives us. */
  async #complainOfSeat(): Promise<void> {
    const { store, rules, log } = this.#kit;
    const seat = await seatOnRecord(store);
    const roles = await otherRolesOf(seat, { store, rules });
    if (roles.length === 0) return;
    log.error(
      { seat: seat.id, wayOut: SEAT_WAY_OUT },
      `CLICKUP_API_TOKEN belongs to ${seat.name}, who is ${roles.join(' and ')}`,
    );
  }
}
