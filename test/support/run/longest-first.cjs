const { statSync } = require('node:fs');
const { sep } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Which folders hold the tests that take longest: processes that are killed and started again, then real browsers. */
const LONGEST_FIRST = ['faults', 'browser', 'e2e', 'integration'];

/**
 * Runs the folders with the longest files first, and in each the largest file first. Jest goes by the size of a file
 * until it has run once; on a fresh machine a short file that works for two minutes would then come last, with all but
 * one worker idle.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort(
      (a, b) => placeOf(a.path) - placeOf(b.path) || statSync(b.path).size - statSync(a.path).size,
    );
  }
};

/** Unit tests stand in none of the folders, and take least. */
function placeOf(file) {
  const place = LONGEST_FIRST.findIndex((folder) => file.includes(`${sep}test${sep}${folder}${sep}`));
  return place === -1 ? LONGEST_FIRST.length : place;
}
