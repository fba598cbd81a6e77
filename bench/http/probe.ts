/**
 * Loaded into every measured server (`--import`), so that all are measured by the same means and none has code for it: answers
 * `sample` with the CPU and memory of its process.
 */
// Whoever measures is gone: so is the server.
process.once('disconnect', () => process.exit());
process.on('message', (message) => {
  if (message !== 'sample') return;
  // What collecting costs is not the requests': a service never collects everything at once because somebody asks.
  const { user, system } = process.cpuUsage();
  global.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ cpuMicros: user + system, rss, heapUsed });
});
