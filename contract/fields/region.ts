import { didYouMean } from '../nearest';
import { allRegions, partitionOfRegion } from '../regions';
import type { Problem } from './problem';

/** What is wrong with a region's name. */
export function regionProblem(name: string): Problem | undefined {
  if (partitionOfRegion(name) !== undefined) return undefined;
  // eu-west-1a is a zone of eu-west-1.
  const zone = /^(.*\d)[a-z]$/.exec(name)?.[1];
  const isZone = zone !== undefined && allRegions.includes(zone);
  return {
    what: isZone ? 'is a zone, not a region' : 'is no region of AWS',
    allowed: 'regions of AWS, e.g. eu-west-1',
    fix: isZone
      ? `did you mean ${JSON.stringify(zone)}?`
      : didYouMean(name, allRegions, 'write its code, e.g. eu-west-1'),
  };
}
