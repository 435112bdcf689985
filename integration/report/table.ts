import type { Pair } from '../../contract/pair';
import type { CheckResult, PairReport, Report } from './report';

const halves = {
  both: 'both halves as written',
  producer: "the producer's half alone",
  consumer: "the consumer's half alone",
} as const;

/**
 * Renders a report for people: a line for each grant with its allowed and refused calls counted, each failing call
 * spelled out, a last line with the sum.
 *
 * @param pairs the pairs of the report, in its order
 */
export function table(report: Report, pairs: readonly Pair[]): string {
  const lines = report.pairs.flatMap((result, index) => pairLines(result, pairs[index]!));
  const { passed, failed, unsupported } = report.summary;
  const counts = [`${passed} passed`, `${failed} failed`, ...(unsupported ? [`${unsupported} unsupported`] : [])];
  const verdict = failed ? 'the contract does not hold' : 'the contract holds';
  return [...lines, `${verdict}: ${counts.join(', ')}`, ''].join('\n');
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
  const good = checks.every((check) => check.passed || check.outcome === 'unsupported');
  const unsupported = checks.filter((check) => check.outcome === 'unsupported').length;
  return [
    `  ${good ? 'ok  ' : 'FAIL'} ${id.padEnd(width)}  ${text}` +
      `  allowed ${count(checks, 'allow')}  refused ${count(checks, 'deny')}` +
      (unsupported ? `  unsupported ${unsupported}` : ''),
  ];
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
