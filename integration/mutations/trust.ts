import { inStatements, statementAdded, type Mistake } from './mistake';

/** Mistakes in who may assume a role. */
export const trustMistakes: readonly Mistake[] = [
  statementAdded('trusted-service', 'one more service may assume the role', ({ site }) =>
    site.kind === 'trust'
      ? { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }
      : undefined,
  ),
  statementAdded('trusted-account', 'another account may assume the role', ({ site }) =>
    site.kind === 'trust'
      ? { Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: 'sts:AssumeRole' }
      : undefined,
  ),
  inStatements('session-tags', 'sessions may be tagged', (statement, { site }) =>
    site.kind === 'trust' &&
    statement.Action === 'sts:AssumeRole' &&
    statement.Principal !== '*' &&
    statement.Principal?.AWS !== undefined
      ? [{ ...statement, Action: ['sts:AssumeRole', 'sts:TagSession'] }]
      : undefined,
  ),
  inStatements('nobody-trusted', 'somebody who should be trusted is not', (_, { site }) =>
    site.kind === 'trust' ? [] : undefined,
  ),
];
