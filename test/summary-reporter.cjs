'use strict';

/** Ends a run with one plain line that any CI can read, and names each suite that could not run. */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    // A suite that does not even load has no tests to fail.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    for (const suite of results.testResults) {
      const pending = suite.testResults.filter((result) => result.status === 'pending');
      if (pending.length && pending.length === suite.testResults.length) {
        process.stdout.write(`skipped: ${pending[0].ancestorTitles.join(' ') || suite.testFilePath}\n`);
      }
    }
    process.stdout.write(
      `${results.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
    );
  }
};
