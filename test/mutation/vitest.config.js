/** The tests of the pure room, in a runner that starts each of thousands of mutants quickly. */
export default {
  test: {
    globals: true,
    include: ['test/{domain,drafting}/**/*.test.ts'],
    pool: 'threads',
    watch: false,
    testTimeout: 20_000,
  },
};
