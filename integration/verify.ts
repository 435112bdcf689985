import { callerName, type Check, type Half } from '../contract/check';
import { checksOf } from '../contract/checks';
import { unsupportedBy, type Unsupported } from './capabilities/supports';
import type { PairStacks } from './deploy/stack-files';
import { strangersOf } from './deploy/strangers';
import { reportOf, type CheckResult, type PairReport, type Report } from './report/report';
import type { Progress } from './report/progress';
import { offline } from './targets/offline';
import type { Answer, Target } from './targets/target';

/** The order in which halves are asked: the deployment itself, then each half with the other one thrown open. */
const order: readonly Half[] = ['both', 'producer', 'consumer'];

/**
 * Holds the contract of each pair against its stacks on a target. The engine is asked first on every target; where the
 * target makes real calls, what it answers has to agree with the engine, or the check fails.
 *
 * @param target where the calls are made; `undefined` = by the engine alone
 * @param signal ends the run between two checks
 * @param only the ids of the checks that are asked. @default all
 * @throws TargetError when the target cannot run
 */
export async function verify(
  stacks: readonly PairStacks[],
  target: Target | undefined,
  progress: Progress,
  signal?: AbortSignal,
  only?: ReadonlySet<string>,
): Promise<Report> {
  const engine = offline();
  const reports: PairReport[] = [];
  for (const pair of stacks) {
    const checks = checksOf(pair.pair, strangersOf(pair)).filter(({ id }) => !only || only.has(id));
    progress.step(`${pair.pair.name}: deciding ${checks.length} calls`);
    const decided = await askAll(engine, pair, checks, signal);
    const unsupported = target && unsupportedOn(target, checks, decided);
    const asked = checks.filter((check) => !unsupported?.has(check));
    progress.step(`${pair.pair.name}: making ${asked.length} calls`);
    const made = target && (await askAll(target, pair, asked, signal));
    const results = checks.map((check) => {
      const lack = unsupported?.get(check);
      return lack ? unsupportedResult(check, lack) : resultOf(check, decided.get(check)!, made?.get(check));
    });
    reports.push({ name: pair.pair.name, checks: results });
  }
  return reportOf(reports, target?.capabilities);
}

/** The refusals of the contract that would show nothing on a target; what the engine does not refuse is no such one. */
function unsupportedOn(
  { halves, capabilities }: Target,
  checks: readonly Check[],
  decided: ReadonlyMap<Check, Answer>,
): Map<Check, Unsupported> {
  const found = new Map<Check, Unsupported>();
  if (!capabilities) return found;
  for (const check of checks) {
    const { outcome, authorization } = decided.get(check)!;
    if (!halves.includes(check.half) || outcome !== 'deny' || !authorization) continue;
    const unsupported = unsupportedBy(capabilities, check, authorization);
    if (unsupported) found.set(check, unsupported);
  }
  return found;
}

async function askAll(
  target: Target,
  stacks: PairStacks,
  checks: readonly Check[],
  signal?: AbortSignal,
): Promise<Map<Check, Answer>> {
  const answers = new Map<Check, Answer>();
  const deployment = await target.deploy(stacks);
  try {
    for (const half of order.filter((half) => target.halves.includes(half))) {
      signal?.throwIfAborted();
      const asked = checks.filter((check) => check.half === half);
      const said = await deployment.ask(half, asked);
      asked.forEach((check, index) => answers.set(check, said[index]!));
    }
  } finally {
    await deployment.remove();
  }
  return answers;
}

function sentence({ id, grant, half, expect, title, request, actor }: Check) {
  return { id, grant, half, expect, title, request: { ...request, by: callerName(actor) } };
}

function unsupportedResult(check: Check, unsupported: Unsupported): CheckResult {
  return { ...sentence(check), outcome: 'unsupported', passed: false, ...unsupported };
}

/** A check passes when the engine and the target both answer what the contract expects. */
function resultOf(check: Check, decided: Answer, made: Answer | undefined): CheckResult {
  const common = sentence(check);
  const { expect } = common;
  // What the target cannot show, the engine may still have found wrong.
  const engineAlone = !made || (made.outcome === 'unsupported' && decided.outcome !== expect);
  if (engineAlone || made.outcome === decided.outcome) {
    return {
      ...common,
      outcome: decided.outcome,
      passed: decided.outcome === expect,
      get reason() {
        return decided.reason;
      },
    };
  }
  if (made.outcome === 'unsupported') return { ...common, ...made, passed: false };
  const reason = `the engine says ${decided.outcome}, the target ${made.outcome} (${made.reason})\n${decided.reason}`;
  return { ...common, outcome: made.outcome, passed: false, reason };
}
