import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { RoleSessionCaller } from '../../../access/caller';
import { callsOf } from '../../../access/services/calls';
import type { ApiRequest } from '../../../access/services/request';
import { expectCalls, type ExpectedCalls } from './expected-calls';
import { callerOf, caseWorld, CONNECTION, READER } from './world';

interface ServiceCase extends ExpectedCalls {
  readonly title: string;
  readonly source: string;
  readonly request: Omit<ApiRequest, 'caller' | 'connection'>;
  readonly caller?: string;
  /** What the calling session carries. */
  readonly session?: Partial<RoleSessionCaller>;
}

function cases(service: string): ServiceCase[] {
  const file = join(__dirname, '../../vectors/service-calls', `${service}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as ServiceCase[];
}

function ask({ request, caller, session }: Pick<ServiceCase, 'request' | 'caller' | 'session'>) {
  const who = session ? ({ ...READER, ...session } as RoleSessionCaller) : callerOf(caller);
  return callsOf(caseWorld(), { ...request, caller: who, connection: CONNECTION } as ApiRequest);
}

describe.each(['sts', 'kms', 'iam', 's3'])('requests of %s', (service) => {
  test.each(cases(service).map((row) => [row.title, row] as const))('%s', (_title, row) => expectCalls(ask(row), row));
});

describe('requests that are in no table', () => {
  test('of STS', () => {
    const request = { service: 'sts', operation: 'GetFederationToken' } as const;
    const known = 'known are AssumeRole, with a roleArn, and GetAccessKeyInfo, GetCallerIdentity, GetSessionToken';
    expect(() => ask({ request })).toThrow(`unknown STS request GetFederationToken: ${known}`);
    const withRole = { ...request, roleArn: 'arn:aws:iam::111111111111:role/team/lake' };
    expect(() => ask({ request: withRole })).toThrow(`unknown STS request GetFederationToken: ${known}`);
    const withoutRole = { service: 'sts', operation: 'AssumeRole' } as const;
    expect(() => ask({ request: withoutRole })).toThrow(`unknown STS request AssumeRole: ${known}`);
  });

  test('of KMS, without the key that they are about', () => {
    const request = { service: 'kms', operation: 'Decrypt' } as const;
    expect(() => ask({ request })).toThrow('a request for kms:Decrypt names no key');
  });
});
