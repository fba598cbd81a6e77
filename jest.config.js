/** Tests run the very text that production runs: Node's own type stripping, no second compiler. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/strip-types.js' },
  // A safety net, not a measure: a test that starts processes takes its time on a machine that is busy.
  testTimeout: 60_000,
};
