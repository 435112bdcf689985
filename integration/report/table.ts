import type { Pair } from '../../contract/pair';
import { capabilities } from '../capabilities/capability';
import { capabilityLines } from './capabilities';
import { isAllowedHalfOnly, type CheckResult, type PairReport, type Report } from './report';

const halves = {
  both: 'both halves as written',
  producer: "the producer's half alone",
  consumer: "the consumer's half alone",
} as const;

/**
 * Renders a report for people: a line for each grant with its allowed and refused calls counted, and one with those that
 * the target cannot show; each failing call spelled out; a last line with the sum.
 *
 * @param pairs the pairs of the report, in its order
 * @param requiresEnforcement whether unsupported checks are a failure. @default false
 */
export function table(report: Report, pairs: readonly Pair[], requiresEnforcement = false): string {
  const head = report.capabilities ? [...capabilityLines(report.capabilities), ''] : [];
  const lines = report.pairs.flatMap((result, index) => pairLines(result, pairs[index]!));
  const { passed, failed, unsupported } = report.summary;
  const counts = [`${passed} passed`, `${failed} failed`, ...(unsupported ? [`${unsupported} unsupported`] : [])];
  return [...head, ...lines, `${verdictOf(report, requiresEnforcement)}: ${counts.join(', ')}`, ''].join('\n');
}

function verdictOf(report: Report, requiresEnforcement: boolean): string {
  const { failed, unsupported } = report.summary;
  if (failed) return 'the contract does not hold';
  if (!unsupported) return 'the contract holds';
  const proven = isAllowedHalfOnly(report)
    ? 'the target has proven only what is allowed, and none of the refusals'
    : 'the contract holds as far as the target can show it';
  return requiresEnforcement ? `enforcement is required, and ${proven}` : proven;
}

function pairLines(result: PairReport, pair: Pair): string[] {
  const { producer, consumer } = pair;
  const head = `${pair.name}: s3://${producer.bucket} of ${producer.account} (${producer.region}) -> ${consumer.account}`;
  const grants = pair.grants.map(({ id, access, prefixes, via }): Row => {
    const where = prefixes.map((prefix) => prefix || 'the whole bucket').join(' ');
    return { id, text: `${access.join(', ')} on ${where} (${via})` };
  });
  const width = Math.max(...grants.map(({ id }) => id.length));
  const lines = [...grants, own].flatMap((row) => rowLine(row, result, width));
  const failing = result.checks.filter((check) => !check.passed && check.outcome !== 'unsupported');
  return [head, ...lines, ...failing.flatMap(failure), ''];
}

/** What the checks of one line are about. */
interface Row {
  /** A grant's id, or `*`. */
  readonly id: string;
  readonly text: string;
}

const own: Row = { id: '*', text: "the producer's own account, and the access logs" };

function rowLine({ id, text }: Row, result: PairReport, width: number): string[] {
  const checks = result.checks.filter((check) => check.grant === id);
  if (!checks.length) return [];
  const unsupported = checks.filter((check) => check.outcome === 'unsupported');
  const asked = checks.filter((check) => check.outcome !== 'unsupported');
  const mark = !asked.every((check) => check.passed) ? 'FAIL' : unsupported.length ? 'part' : 'ok  ';
  // What is left then are the halves alone, which are deployed nowhere.
  const byEngine = unsupported.length > 0 && asked.every(({ expect, half }) => expect === 'allow' || half !== 'both');
  return [
    `  ${mark} ${id.padEnd(width)}  ${text}  allowed ${count(asked, 'allow')}` +
      `  refused ${count(asked, 'deny')}${byEngine ? ' by the engine alone' : ''}`,
    ...(unsupported.length ? [`       ${' '.repeat(width)}  ${unsupportedText(unsupported)}`] : []),
  ];
}

/** How many checks show nothing, and for which reasons. */
function unsupportedText(checks: readonly CheckResult[]): string {
  const lacking = checks.filter(({ lacks }) => lacks?.length);
  const lacks = capabilities.filter((capability) => lacking.some((check) => check.lacks!.includes(capability)));
  const others = new Map<string, number>();
  for (const { reason } of checks.filter((check) => !lacking.includes(check))) {
    others.set(reason, (others.get(reason) ?? 0) + 1);
  }
  const reasons = [
    ...(lacking.length ? [`${lacking.length} for want of ${lacks.join(', ')}`] : []),
    ...[...others].map(([reason, times]) => `${times} because ${reason}`),
  ];
  return `unsupported ${checks.length}: ${reasons.join('; ')}`;
}

function count(checks: readonly CheckResult[], expect: 'allow' | 'deny'): string {
  const asked = checks.filter((check) => check.expect === expect);
  return `${asked.filter((check) => check.passed).length} of ${asked.length}`;
}

function failure(check: CheckResult): string[] {
  const said = { allow: 'was allowed', deny: 'was refused', error: 'failed', unsupported: 'is unsupported' };
  const wanted = check.expect === 'allow' ? 'must be allowed' : 'must be refused';
  const at = check.half === 'both' ? '' : `, with ${halves[check.half]}`;
  return [
    `  x ${check.title}: ${said[check.outcome]}, ${wanted}${at}`,
    `      ${what(check)}`,
    ...check.reason.split('\n').map((line) => `      ${line}`),
  ];
}

function what(check: CheckResult): string {
  const { request } = check;
  const service = request.service.toUpperCase();
  const target =
    request.service === 's3'
      ? `s3://${request.bucket ?? ''}/${request.key ?? ''}`
      : request.service === 'kms'
        ? (request.keyArn ?? '*')
        : (request.roleArn ?? '');
  return `${service} ${request.operation} ${target} by ${request.by}  [${check.id}]`;
}
