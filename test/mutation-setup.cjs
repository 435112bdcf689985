'use strict';

// Lets mocha run the tests of access/ as they stand: mocha loads them once and then switches from mutant to mutant, where
// jest would load everything again for each of them.

const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, sep } = require('node:path');
const { transformSync } = require('@swc/core');
const { bind } = require('jest-each');
const { expect } = require('expect');

const ACCESS = join(__dirname, '..', 'access') + sep;

/** Makes jest's word for a test or a group of mocha's: a timeout comes last, and `each` is a member. */
function word(mocha) {
  const named = (title, body, timeout) => {
    const made = mocha(title, body);
    if (timeout !== undefined) made.timeout(timeout);
  };
  return Object.assign(named, { each: bind(named, false), skip: mocha.skip, only: mocha.only });
}

const globals = {
  expect,
  get describe() {
    return word(global.describe);
  },
  get test() {
    return word(global.it);
  },
  get it() {
    return word(global.it);
  },
  get beforeAll() {
    return global.before;
  },
  get afterAll() {
    return global.after;
  },
  get beforeEach() {
    return global.beforeEach;
  },
  get afterEach() {
    return global.afterEach;
  },
};

const load = Module._load;
Module._load = function (request, ...rest) {
  return request === '@jest/globals' ? globals : load.call(this, request, ...rest);
};

// What a module of access/ keeps from call to call was compiled by the mutant before: it is forgotten before each test.
const keeping = [];
const loading = [];
const RealMap = global.Map;
const RealWeakMap = global.WeakMap;

global.Map = class Map extends RealMap {
  constructor(entries) {
    super(entries);
    if (entries === undefined) loading.at(-1)?.push(this);
  }
};

global.WeakMap = class WeakMap {
  #map = new RealWeakMap();
  constructor() {
    loading.at(-1)?.push(this);
  }
  get size() {
    return 0;
  }
  get(key) {
    return this.#map.get(key);
  }
  has(key) {
    return this.#map.has(key);
  }
  set(key, value) {
    this.#map.set(key, value);
    return this;
  }
  delete(key) {
    return this.#map.delete(key);
  }
  clear() {
    this.#map = new RealWeakMap();
  }
};

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const made = [];
  loading.push(filename.startsWith(ACCESS) ? made : undefined);
  try {
    module._compile(code, filename);
  } finally {
    loading.pop();
  }
  keeping.push(...made.filter(({ size }) => size === 0));
};

exports.mochaHooks = {
  beforeEach() {
    for (const kept of keeping) kept.clear();
  },
};
