import { loadPairs } from '../../contract/load';
import { readStacks } from '../../integration/deploy/stack-files';
import { stacksOf } from '../../integration/deploy/synthesized';
import { explainCall } from '../../integration/explain';

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
  const [stacks] = options.stacks ? readStacks(options.stacks, pairs) : await stacksOf(pairs);
  process.stdout.write(`${explainCall(stacks!, { who, action, object, secure: options.tls })}\n`);
}
