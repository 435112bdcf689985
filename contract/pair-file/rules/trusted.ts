import { parseArn } from '../../../access/world/arn';
import { roleNamed } from '../../arns';
import { accessRoleName } from '../../names';
import { partitionOfRegion } from '../../regions';
import { servicePrincipal } from '../../service-principals';
import type { Fields, Found } from '../fields';
import { nameOf } from '../issues';

/** Who is trusted is of the partition of the pair. */
export function* trustedFitPartition({ text, list, grants }: Fields): Generator<Found> {
  const region = text('producer', 'region') ?? text('consumer', 'region');
  const partition = region === undefined ? undefined : partitionOfRegion(region);
  if (partition === undefined) return;
  for (const { value, path } of grants.flatMap((index) => list('grants', index, 'trusted_by'))) {
    const arn = parseArn(value);
    const own = servicePrincipal(value).inChina;
    if (arn && arn.partition !== partition) {
      yield {
        path,
        fault: {
          what: `${nameOf(path)} is in the partition ${arn.partition}, and the pair in ${partition}`,
          value,
          allowed: `ARNs that begin with arn:${partition}:`,
          fix: 'name a role of the same partition: roles are never assumed across',
        },
      };
    } else if (value.endsWith('.cn') && partition !== 'aws-cn') {
      const fix = `did you mean ${JSON.stringify(value.replace(/\.cn$/, ''))}?`;
      const what = `${nameOf(path)} is a service of the partition aws-cn, and the pair is in ${partition}`;
      yield { path, fault: { what, value, allowed: 'services that end in amazonaws.com', fix } };
    } else if (own !== undefined && partition === 'aws-cn') {
      const what = `${nameOf(path)} has another name in the partition aws-cn`;
      yield { path, fault: { what, value, allowed: own, fix: `did you mean ${JSON.stringify(own)}?` } };
    }
  }
}

/** A role of the pair has the rights of its grant, and so could not assume another one. */
export function* trustedAreOthers({ text, list, grants }: Fields): Generator<Found> {
  const [producer, consumer, pair] = [text('producer', 'account'), text('consumer', 'account'), text('name')];
  const made = new Set<string>();
  for (const index of grants) {
    const role = text('grants', index, 'role');
    if (role === undefined) continue;
    const { name } = roleNamed('aws', '', role);
    if (consumer !== undefined) made.add(`${consumer} ${name}`.toLowerCase());
    if (producer !== undefined && pair !== undefined && text('grants', index, 'via') === 'assume-role') {
      made.add(`${producer} ${accessRoleName(pair, name)}`.toLowerCase());
    }
  }
  for (const { value, path } of grants.flatMap((index) => list('grants', index, 'trusted_by'))) {
    const arn = parseArn(value);
    const name = arn?.resource.slice(arn.resource.lastIndexOf('/') + 1);
    if (!arn || !made.has(`${arn.account} ${name}`.toLowerCase())) continue;
    yield {
      path,
      fault: {
        what: `${nameOf(path)} is a role that this pair makes, which may not assume another`,
        value,
        allowed: 'services, and roles that are made elsewhere',
        fix: 'name who uses that role instead',
      },
    };
  }
}

/** Names are unique in an account whatever their paths, so two ARNs of one name cannot both be right. */
export function* trustedRolesDiffer({ list, grants }: Fields): Generator<Found> {
  const seen = new Map<string, { readonly value: string; readonly where: string }>();
  for (const { value, path } of grants.flatMap((index) => list('grants', index, 'trusted_by'))) {
    const arn = parseArn(value);
    if (!arn) continue;
    const name = `${arn.account} ${arn.resource.slice(arn.resource.lastIndexOf('/') + 1)}`.toLowerCase();
    const other = seen.get(name);
    if (!other) seen.set(name, { value, where: nameOf(path) });
    else if (other.value !== value) {
      yield {
        path,
        fault: {
          what: `${nameOf(path)} has the name of ${other.where}, and names of roles are unique in an account`,
          value,
          allowed: other.value,
          fix: 'write the path that the role has',
        },
      };
    }
  }
}
