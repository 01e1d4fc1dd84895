/** Import cycles anywhere in src/. Types count: a file that needs a type of the file above it cannot be read without that file. */
export default {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: { path: '^src' },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/(models|core/generated)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
