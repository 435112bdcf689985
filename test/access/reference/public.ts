import type { PolicyDocument, Statement } from '../../../access/policy/document';
import { rangeLength } from './addresses';
import { list } from './statements';

/** The keys of which a fixed value keeps a statement from being public. */
const LIMITING = [
  'aws:sourcearn aws:sourcevpc aws:sourcevpce aws:sourceowner aws:sourceaccount aws:userid',
  'aws:principalorgid aws:principalorgpaths aws:principalaccount aws:principalarn s3:dataaccesspointaccount',
]
  .join(' ')
  .split(' ');

const EQUALITY = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike'];

/**
 * R-BPA-5: whether some Allow of a bucket policy grants to more than fixed values.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublic({ Statement }: PolicyDocument): boolean {
  return list(Statement).some(
    (statement) => statement.Effect === 'Allow' && namesAnyone(statement) && !isLimited(statement),
  );
}

function namesAnyone({ Principal }: Statement): boolean {
  if (Principal === undefined || Principal === '*') return true;
  if (Principal.Federated !== undefined) return true;
  return Object.values(Principal).some((names) => list(names).some((name) => !isFixed(name)));
}

function isFixed(value: string): boolean {
  return !value.includes('*') && !value.includes('?') && !value.includes('${');
}

function isLimited({ Condition }: Statement): boolean {
  return Object.entries(Condition ?? {}).some(([operator, keys]) => {
    const name = operator.replace('ForAnyValue:', '');
    return Object.entries(keys).some(([key, written]) => {
      const values = list<string | number | boolean>(written).map(String);
      if (values.length === 0) return false;
      const lower = key.toLowerCase();
      if (name === 'IpAddress') return lower === 'aws:sourceip' && values.every(isNarrow);
      if (!EQUALITY.includes(name)) return false;
      if (lower === 's3:dataaccesspointarn') return values.every((value) => /^[^*]*:\d{12}:accesspoint\//.test(value));
      return LIMITING.includes(lower) && values.every(isFixed);
    });
  });
}

function isNarrow(range: string): boolean {
  const found = rangeLength(range);
  return found !== undefined && found.length >= (found.family === 4 ? 8 : 32);
}
