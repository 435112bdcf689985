import type { Half } from '../contract/check';
import { PolicyError } from '../access/policy/errors';
import { StackFileError, type PairStacks } from './deploy/stack-files';
import { mistakes as allMistakes } from './mutations/mistakes';
import type { Mistake, Mutant } from './mutations/mistake';
import { mutationReport, type MutationReport, type MutationResult } from './mutations/report';
import type { CheckResult } from './report/report';
import { silent, type Progress } from './report/progress';
import { RefusedDeployment, type Target } from './targets/target';
import { verify } from './verify';

/**
 * Shows that the contract can fail: makes each mistake in the stacks wherever it can be made, deploys what comes of it, and
 * asks whether the contract turns red.
 *
 * @param target has to say the same as the engine of the checks that caught a mistake; `undefined` = the engine alone
 * @param signal ends the run between two mistakes
 * @throws TargetError when the target cannot run
 */
export async function mutate(
  stacks: readonly PairStacks[],
  target: Target | undefined,
  progress: Progress,
  signal?: AbortSignal,
  mistakes: readonly Mistake[] = allMistakes,
): Promise<MutationReport> {
  const results: MutationResult[] = [];
  for (const pair of stacks) {
    for (const mistake of mistakes) {
      progress.step(`${pair.pair.name}: ${mistake.what}`);
      for (const mutant of mistake.mutants(pair)) {
        signal?.throwIfAborted();
        results.push(await resultOf(mutant, target, signal));
      }
    }
  }
  return mutationReport(mistakes, results);
}

async function resultOf(mutant: Mutant, target: Target | undefined, signal?: AbortSignal): Promise<MutationResult> {
  const { mistake, where, stacks } = mutant;
  const common = { pair: stacks.pair.name, mistake, where };
  try {
    const found = await failuresOf(stacks, undefined, signal);
    const [first] = found;
    if (!first || !target) return { ...common, caught: first !== undefined, check: first?.id, by: 'engine' };
    const asked = found.filter(({ half }) => target.halves.includes(half)).slice(0, atMost);
    // What only a half alone shows is deployed nowhere.
    if (!asked.length) return { ...common, caught: true, check: first.id, by: 'engine' };
    const [failing] = await failuresOf(stacks, target, signal, new Set(asked.map(({ id }) => id)));
    return { ...common, caught: failing !== undefined, check: failing?.id, by: 'call' };
  } catch (error) {
    // A mistake that cannot even be deployed does no harm.
    if ([StackFileError, PolicyError, RefusedDeployment].some((refusal) => error instanceof refusal)) {
      return { ...common, caught: true, check: undefined, by: 'deployment' };
    }
    throw error;
  }
}

/** A few are enough to see that the target says the same as the engine. */
const atMost = 3;

async function failuresOf(
  stacks: PairStacks,
  target: Target | undefined,
  signal?: AbortSignal,
  only?: ReadonlySet<string>,
): Promise<(CheckResult & { readonly half: Half })[]> {
  const { pairs } = await verify([stacks], target, silent, signal, only);
  return pairs[0]!.checks.filter(({ passed, outcome }) => !passed && outcome !== 'unsupported');
}
