/** What takes its time (random kills, soaks, many processes, SDKs that wait, whole minutes of ClickUp's rate limit), apart from `npm test`: `npm run test:long`. */
export default {
  rootDir: '../..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/long/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/strip-types.js' },
  testTimeout: 900_000,
  // One at a time: each starts processes of its own.
  maxWorkers: 1,
};
