/** For `tsx --require`. The runtime library asks for aws-sdk v2, which is not installed; tsx applies no tsconfig path to an import in node_modules. */
const Module = require('node:module');
const { resolve } = require('node:path');

const SERVED = resolve(__dirname, '../src/registry/aws-sdk');
const original = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  return original.call(this, request.replace(/^aws-sdk\/clients(?=\/)/, SERVED), ...rest);
};
