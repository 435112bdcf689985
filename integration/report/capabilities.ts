import type { CapabilityMatrix, Shown } from '../capabilities/capability';

const words: Readonly<Record<Shown['verdict'], string>> = {
  enforced: 'enforced',
  absent: 'not enforced',
  unknown: 'not known',
};

/** What a target enforces, in a line for each verdict. */
export function capabilityLines(matrix: CapabilityMatrix): string[] {
  return Object.entries(words).flatMap(([verdict, word]) => {
    const names = matrix.filter((shown) => shown.verdict === verdict).map(({ capability }) => capability);
    return names.length ? [`${word}: ${names.join(', ')}`] : [];
  });
}

/** Renders a matrix for people: a line for each capability, and below it which calls showed it. */
export function capabilityTable(matrix: CapabilityMatrix): string {
  const width = Math.max(...matrix.map(({ capability }) => capability.length));
  const lines = matrix.flatMap(({ capability, verdict, detail }) => [
    `${capability.padEnd(width)}  ${words[verdict]}`,
    ...detail.split('; ').map((part) => `  ${part}`),
  ]);
  return `${lines.join('\n')}\n`;
}
