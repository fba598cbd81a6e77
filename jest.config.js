/** Tests run the very text that production runs: Node's own type stripping, no second compiler. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Those that take their time run apart: `npm run test:long`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/long/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/strip-types.js' },
  // A safety net, not a measure: a test that starts processes takes its time on a machine that is busy.
  testTimeout: 60_000,
  // All cores, unlike the default, which leaves one to the watching of files.
  maxWorkers: '100%',
  // Modules of a finished suite are not all given back.
  workerIdleMemoryLimit: '1GB',
};
