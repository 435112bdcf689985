import type { World } from '../world/world';
import type { ContextBuilder } from './context';
import type { Connection } from './request';

/**
 * The global condition keys of a call that a client makes itself, as far as connection and resource fill them; those of
 * the caller are added by `decide`. A new object each time: services add their own keys to it.
 *
 * @param owner the account that owns the resource; '' when nobody does
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (facts, section 4)
 */
export function globalContext(world: World, connection: Connection, owner: string): ContextBuilder {
  const { secure, sourceIp, userAgent, referer, vpcEndpoint } = connection;
  const context: ContextBuilder = {
    'aws:securetransport': secure ? 'true' : 'false',
    'aws:viaawsservice': 'false',
    'aws:requestedregion': connection.region,
  };
  fillTime(context, connection);
  if (vpcEndpoint === undefined) context['aws:sourceip'] = sourceIp;
  else context['aws:sourcevpce'] = vpcEndpoint;
  if (userAgent !== undefined) context['aws:useragent'] = userAgent;
  if (referer !== undefined) context['aws:referer'] = referer;
  fillOwner(context, world, owner);
  return context;
}

/**
 * The global condition keys of a call that a service makes in a caller's name (a forward access session). It comes from
 * the service's own network, over TLS: neither the client's address or VPC endpoint nor its headers are in it, so that
 * conditions on `aws:SourceIp` fail, as AWS says they do (R-KMS-8).
 *
 * @param service the service principal that makes the call, e.g. `s3.amazonaws.com`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html
 */
export function forwardedContext(
  world: World,
  { connection, region, owner, service }: { connection: Connection; region: string; owner: string; service: string },
): ContextBuilder {
  const context: ContextBuilder = {
    'aws:securetransport': 'true',
    'aws:viaawsservice': 'true',
    'aws:calledvia': [service],
    'aws:calledviafirst': service,
    'aws:calledvialast': service,
    'aws:requestedregion': region,
  };
  fillTime(context, connection);
  fillOwner(context, world, owner);
  return context;
}

function fillTime(context: ContextBuilder, { time }: Connection): void {
  context['aws:currenttime'] = time;
  context['aws:epochtime'] = String(Math.floor(Date.parse(time) / 1000));
}

function fillOwner(context: ContextBuilder, world: World, owner: string): void {
  if (owner === '') return;
  context['aws:resourceaccount'] = owner;
  const membership = world.accounts.get(owner)?.organization;
  if (!membership) return;
  context['aws:resourceorgid'] = membership.id;
  context['aws:resourceorgpaths'] = [`${[membership.id, ...membership.path].join('/')}/`];
}
