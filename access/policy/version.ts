import type { PolicyDocument, PolicyKind } from './document';
import { malformed } from './errors';
import { GRAMMARS } from './grammar';
import { hasUnknown } from './unknown';
import { misshapen, shown } from './words';

const VERSIONS: readonly string[] = ['2012-10-17', '2008-10-17'];

/**
 * Refuses a Version that is none. A document without one is of 2008-10-17, and its variables are plain text (R-C-VAR).
 *
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export function checkVersion({ Version }: PolicyDocument, kind: PolicyKind): void {
  const version: string | undefined = Version;
  if (version === undefined || hasUnknown(version) || VERSIONS.includes(version)) return;
  const detail = `Version is ${shown(version)}; it can be ${VERSIONS.map(shown).join(' or ')}`;
  throw misshapen(kind, 'The policy must contain a valid version string', detail);
}

/** Refuses the older version, or none, where this kind of policy has to be of the current one. @throws PolicyError */
export function checkCurrentVersion({ Version }: PolicyDocument, kind: PolicyKind): void {
  if (!GRAMMARS[kind].currentVersion || Version === '2012-10-17' || (Version && hasUnknown(Version))) return;
  const detail = `Version is ${Version === undefined ? 'absent' : shown(Version)}; write "Version": "2012-10-17"`;
  throw malformed(kind, 'Policy document must be version 2012-10-17 or greater.', detail);
}
