import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../access/caller';
import { decideWith } from '../../../access/decide/decide-with';
import type { PolicySets } from '../../../access/decide/policy-sets';
import {
  allowOf,
  DENIES,
  denyOf,
  denyOnly,
  join,
  outcomeOf,
  outcomeOfPolicy,
  withoutDeny,
} from '../../../access/match/outcome';
import { MatchRequest } from '../../../access/match/request';
import { DELEGATE, FINAL, NONE, ROLE } from '../../../access/match/strength';
import { MAYBE, NO, YES } from '../../../access/match/tri';
import type { NamedPolicy, Statement } from '../../../access/policy/document';
import { unknownValue } from '../../../access/policy/unknown';

const account = '111111111111';
const reader: Caller = {
  kind: 'role-session',
  account,
  role: { path: '/', name: 'reader', uniqueId: 'AROAREADER' },
  sessionName: 's',
};
const allow = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
const deny = { ...allow, Effect: 'Deny' } as const;
const inRegion = (region: string) => ({ StringEquals: { 'aws:RequestedRegion': region } });
const there = inRegion('eu-west-1');
const elsewhere = inRegion('us-east-1');
const perhaps = inRegion(unknownValue('var.region'));
const everyone = { Principal: '*' } as const;
const byRole = { Principal: { AWS: `arn:aws:iam::${account}:role/reader` } };
const byAccount = { Principal: { AWS: account } };

function policy(...statements: Statement[]): NamedPolicy {
  return { name: 'policy', document: { Version: '2012-10-17', Statement: statements } };
}

function decision(policies: Partial<PolicySets>) {
  return decideWith(
    { identity: [], ...policies },
    {
      caller: reader,
      action: 'kms:Decrypt',
      resource: `arn:aws:kms:eu-west-1:${account}:key/1`,
      resourceAccount: account,
      context: { 'aws:requestedregion': 'eu-west-1' },
    },
  );
}

describe('statements of a key policy together', () => {
  const rows: readonly (readonly [what: string, statements: Statement[], effect: string])[] = [
    [
      'a possible Deny stays one beside Denies that do not match',
      [
        { ...allow, ...everyone },
        { ...deny, ...everyone, Condition: perhaps },
        { ...deny, ...everyone, Condition: elsewhere },
      ],
      'unknown',
    ],
    [
      'a certain Deny counts more than a possible one',
      [
        { ...allow, ...everyone },
        { ...deny, ...everyone, Condition: perhaps },
        { ...deny, ...everyone, Condition: there },
      ],
      'explicitDeny',
    ],
    [
      'a Deny for a principal that is not known is a possible one',
      [
        { ...allow, ...everyone },
        { ...deny, Principal: { AWS: unknownValue('var.principal') } },
      ],
      'unknown',
    ],
    [
      'a role that is named stays named beside its account and a principal that is not known',
      [
        { ...allow, ...byRole },
        { ...allow, Principal: { AWS: [account, unknownValue('var.principal')] } },
      ],
      'allow',
    ],
    [
      'the role stands in for what its account cannot',
      [
        { ...allow, ...byAccount },
        { ...allow, ...byRole },
      ],
      'allow',
    ],
    [
      'a possible Allow for everyone is not lost beside one for the account',
      [
        { ...allow, ...everyone, Condition: perhaps },
        { ...allow, ...byAccount, Condition: perhaps },
      ],
      'unknown',
    ],
    [
      'a possible Allow for the account alone opens nothing',
      [{ ...allow, ...byAccount, Condition: perhaps }],
      'implicitDeny',
    ],
    ['an Allow without a principal names nobody', [allow], 'implicitDeny'],
    ['neither does a Deny without one', [{ ...allow, ...everyone }, deny], 'allow'],
    [
      'not even if it comes before one that names the caller',
      [{ ...allow, ...everyone }, deny, { ...deny, ...byRole }],
      'explicitDeny',
    ],
    [
      'a condition that depends on what is not known stays so beside one that holds',
      [{ ...allow, ...everyone, Condition: { ...perhaps, StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } } }],
      'unknown',
    ],
  ];

  test.each(rows)('%s', (_what, statements, effect) => {
    expect(decision({ resource: policy(...statements) }).effect).toBe(effect);
  });
});

describe('statements of an endpoint policy that name no principal', () => {
  const others = { identity: [policy(allow)], resource: policy({ ...allow, ...byAccount }) };
  const rows: readonly (readonly [what: string, statements: Statement[], effect: string])[] = [
    ['an Allow is for everyone', [allow], 'allow'],
    ['so is a Deny', [allow, deny], 'explicitDeny'],
    ['an Allow that does not match is for nobody', [{ ...allow, Condition: elsewhere }], 'implicitDeny'],
  ];

  test.each(rows)('%s', (_what, statements, effect) => {
    expect(decision({ ...others, vpce: policy(...statements) }).effect).toBe(effect);
  });
});

test('a document that denies says nothing else', () => {
  const { document } = policy({ ...allow, ...everyone }, { ...deny, ...everyone });
  const { call } = decision({});
  expect(outcomeOfPolicy(document, new MatchRequest(call, false), 'required')).toBe(DENIES);
});

test('an Effect that is not known is a possible Deny and a possible Allow', () => {
  const name = 'var.effect';
  const Effect = unknownValue(name) as 'Allow';
  const beside = decision({ resource: policy({ ...allow, ...everyone, Effect }, { ...allow, ...everyone }) });
  const alone = decision({ resource: policy({ ...allow, ...everyone, Effect }) });
  const verdicts = ({ reasons }: typeof alone) => reasons.map(({ verdict, text }) => `${verdict}: ${text}`);
  expect([beside.effect, beside.mayAllow]).toEqual(['unknown', true]);
  expect([alone.effect, alone.mayAllow]).toEqual(['unknown', true]);
  expect(verdicts(alone)).toEqual([
    'unknown: statement #0 of policy perhaps denies it',
    'unknown: statement #0 of policy perhaps allows it',
    'implicitDeny: role arn:aws:iam::111111111111:role/reader has no identity-based policy',
  ]);
});

describe('what a policy says', () => {
  const both = outcomeOf(MAYBE, DELEGATE, FINAL);

  test('has a Deny, and an Allow for certain and at most', () => {
    expect(denyOf(both)).toBe(MAYBE);
    expect([DELEGATE, ROLE, FINAL].map((strength) => allowOf(both, strength as typeof ROLE))).toEqual([
      YES,
      MAYBE,
      MAYBE,
    ]);
    expect(allowOf(outcomeOf(NO, NONE, DELEGATE), ROLE)).toBe(NO);
  });

  test('can be taken without either', () => {
    expect(withoutDeny(both)).toBe(outcomeOf(NO, DELEGATE, FINAL));
    expect(denyOnly(both)).toBe(outcomeOf(MAYBE, NONE, NONE));
  });

  test('is with what another says the strongest of each', () => {
    expect(join(both, outcomeOf(YES, NONE, ROLE))).toBe(outcomeOf(YES, DELEGATE, FINAL));
    expect(join(outcomeOf(NO, ROLE, ROLE), both)).toBe(outcomeOf(MAYBE, ROLE, FINAL));
  });
});
