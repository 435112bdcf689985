/**
 * How often a property is tried: a share of CROSSBUCKET_RUNS, which says how many runs a file makes in all.
 *
 * @param share of all runs, from 0 to 1
 * @param usual how many runs a file makes unless the variable says otherwise
 */
export function runs(share: number, usual = 5_000): { numRuns: number } {
  const all = Number(process.env.CROSSBUCKET_RUNS ?? usual);
  if (!Number.isFinite(all) || all <= 0) {
    throw new Error(`CROSSBUCKET_RUNS is ${process.env.CROSSBUCKET_RUNS}; it can be a number above 0, e.g. 200000`);
  }
  return { numRuns: Math.max(1, Math.round(all * share)) };
}
