/**
 * Loaded before the program (`--import`): SIGUSR2 sets the machine's clock to the next of FVM_SHIFTS, milliseconds that it is ahead of
 * the real one, separated by commas. Timers go on as they do when a real clock is set.
 */
const shifts = (process.env.FVM_SHIFTS ?? '').split(',').map(Number);
let ahead = 0;
const RealDate = Date;
const now = (): number => RealDate.now() + ahead;

class ShiftedDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    // With no argument it is now; with any it is what it always was.
    if (given.length === 0) super(now());
    else super(...(given as [number]));
  }
  static override now(): number {
    return now();
  }
}
globalThis.Date = ShiftedDate as DateConstructor;

process.on('SIGUSR2', () => {
  ahead = shifts.shift() ?? ahead;
});
