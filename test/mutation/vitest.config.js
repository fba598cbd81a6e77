/** The pure tests of the pure room, in a runner that starts each of thousands of mutants quickly; two of them go by way of a file. */
export default {
  test: {
    globals: true,
    include: ['test/{domain,drafting}/**/*.test.ts', 'test/config/{catalog-file,signal-schema}.test.ts'],
    pool: 'threads',
    watch: false,
    testTimeout: 20_000,
  },
};
