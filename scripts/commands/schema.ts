import { pairJsonSchema } from '../../contract/schema';

/** `crossbucket schema`: prints the JSON Schema of a pair file, for editors and CI. */
export function schema(): void {
  process.stdout.write(`${JSON.stringify(pairJsonSchema(), null, 2)}\n`);
}
