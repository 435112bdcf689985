import { loadPairs } from '../../contract/load';
import { explainCall } from '../../integration/explain';
import { stacksFor } from '../stacks';

interface ExplainOptions {
  readonly stacks?: string;
  /** Whether over TLS. */
  readonly tls: boolean;
}

/** `crossbucket explain PAIR WHO ACTION [OBJECT]`: answers one question about a pair in words. */
export async function explain(
  file: string,
  who: string,
  action: string,
  object: string | undefined,
  options: ExplainOptions,
): Promise<void> {
  const pairs = loadPairs([file]);
  const [stacks] = stacksFor(pairs, options.stacks);
  process.stdout.write(`${explainCall(stacks!, { who, action, object, secure: options.tls })}\n`);
}
