/** The machine's own timers, for whoever is given time. */
export const systemTimers = {
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
