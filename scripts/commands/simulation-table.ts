import type { Effect } from '../../access/decision';
import type { SimulationResult } from './simulation-result';

/**
 * The decisions of many cases for people: one line each, cut to the terminal's width, and a last line with the sum.
 *
 * @param columns the terminal's width. @default 120
 */
export function simulationTable(
  results: readonly (SimulationResult & { readonly expect?: Effect })[],
  columns = 120,
): string {
  const idWidth = Math.max(...results.map(({ id }) => id.length));
  const decisionWidth = Math.max(...results.map(({ decision }) => decision.length));
  const lines = results.map(({ id, decision, expect, reasons }) => {
    const mark = expect === undefined ? '    ' : expect === decision ? 'ok  ' : 'FAIL';
    const why = expect === undefined || expect === decision ? '' : `expected ${expect}; `;
    const [first] = reasons;
    const line = `${mark} ${id.padEnd(idWidth)}  ${decision.padEnd(decisionWidth)}  ${why}${first ? `${first.text} (${first.rule})` : ''}`;
    return line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
  });
  const failed = results.filter(({ expect, decision }) => expect !== undefined && expect !== decision).length;
  const asked = results.filter(({ expect }) => expect !== undefined).length;
  const held = asked ? `, ${asked - failed} of ${asked} as expected` : '';
  return [...lines, `${results.length} decided${held}`, ''].join('\n');
}
