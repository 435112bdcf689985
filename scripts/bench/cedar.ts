import type { AuthorizationAnswer } from '@cedar-policy/cedar-wasm/nodejs';

/**
 * The nine statements that bear on one call of {@link decideWorld}, in Cedar: all of them in one set and one question,
 * although Cedar would need a question for each of the three policies to ask that each of them allows.
 */
const POLICIES = `
permit (principal == Role::"reader-0", action == Action::"s3:GetObject", resource)
  when { context.arn like "arn:aws:s3:::lake-0/reports/*" };
permit (principal == Role::"reader-0", action == Action::"s3:ListBucket", resource == Bucket::"lake-0")
  when { context has prefix && context.prefix like "reports/*" };
forbid (principal == Role::"reader-0", action in [Action::"s3:DeleteObject", Action::"s3:DeleteObjectVersion"], resource)
  when { context.arn like "arn:aws:s3:::lake-0/*" };
forbid (principal, action, resource)
  when { !context.secureTransport && (context.arn == "arn:aws:s3:::lake-0" || context.arn like "arn:aws:s3:::lake-0/*") };
permit (principal == Role::"reader-0", action == Action::"s3:GetObject", resource)
  when { context.arn like "arn:aws:s3:::lake-0/reports/*" };
permit (principal == Role::"reader-0", action == Action::"s3:ListBucket", resource == Bucket::"lake-0")
  when { context has prefix && context.prefix like "reports/*" };
permit (principal, action, resource);
forbid (principal, action == Action::"organizations:LeaveOrganization", resource);
forbid (principal, action, resource)
  when { !["eu-west-1", "eu-central-1"].contains(context.requestedRegion) };
`;

const SET = 'bench';

/** The questions of `isAuthorized` and of `statefulIsAuthorized`; each throws when Cedar does not allow. */
export async function cedarQuestions(): Promise<{ parsing: () => void; preparsed: () => void }> {
  const cedar = await import('@cedar-policy/cedar-wasm/nodejs');
  const call = {
    principal: { type: 'Role', id: 'reader-0' },
    action: { type: 'Action', id: 's3:GetObject' },
    resource: { type: 'Object', id: 'reports/2026/11/part-0.parquet' },
    context: {
      arn: 'arn:aws:s3:::lake-0/reports/2026/11/part-0.parquet',
      secureTransport: true,
      sourceIp: '203.0.113.7',
      requestedRegion: 'eu-west-1',
      currentTime: '2026-11-24T12:00:00.000Z',
      authType: 'REST-HEADER',
    },
    entities: [],
  };
  const preparsed = { ...call, preparsedPolicySetId: SET };
  const parsing = { ...call, policies: { staticPolicies: POLICIES } };
  const parsed = cedar.preparsePolicySet(SET, parsing.policies);
  if (parsed.type !== 'success') throw new Error(parsed.errors.map(({ message }) => message).join('; '));
  return {
    parsing: () => allowed(cedar.isAuthorized(parsing)),
    preparsed: () => allowed(cedar.statefulIsAuthorized(preparsed)),
  };
}

function allowed(answer: AuthorizationAnswer): void {
  if (answer.type !== 'success' || answer.response.decision !== 'allow') {
    throw new Error(`Cedar does not allow: ${JSON.stringify(answer)}`);
  }
}
