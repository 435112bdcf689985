'use strict';
const { join, sep } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

const first = ['integration', join('test', 'integration')].map((room) => join(__dirname, '..', room) + sep);

/** 0 for the suites that wait for other programs, 1 for those that deploy, 2 for all others. */
function turn({ path }) {
  const room = first.findIndex((folder) => path.startsWith(folder));
  return room < 0 ? first.length : room;
}

/**
 * Begins with what takes longest. Jest knows that from an earlier run alone: in a fresh checkout it begins with the largest
 * files, and ends with all but one worker waiting for the example projects.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => turn(one) - turn(other));
  }
};
