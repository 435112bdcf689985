import type { PolicyKind, Statement } from './document';
import { malformed } from './errors';
import { GRAMMARS } from './grammar';
import { hasUnknown } from './unknown';
import { isReadByIam, shown } from './words';

/**
 * Refuses statement ids with other characters than the kind of policy takes, and ids that come twice. An empty one is
 * none.
 *
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
export function checkSids(statements: readonly Statement[], kind: PolicyKind): void {
  const { sid: characters, uniqueSids } = GRAMMARS[kind];
  const known = new Set<string>();
  for (const { Sid } of statements) {
    if (Sid === undefined || Sid === '' || hasUnknown(Sid)) continue;
    if (characters === 'alphanumeric' && !/^[0-9A-Za-z]*$/.test(Sid)) {
      throw malformed(
        kind,
        'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
        `the Sid ${shown(Sid)} has other characters than letters and digits`,
      );
    }
    if (uniqueSids && known.has(Sid)) {
      const message = isReadByIam(kind)
        ? 'Statement IDs (SID) in a single policy must be unique.'
        : 'The Statement Ids in the policy are not unique';
      throw malformed(kind, message, `two statements have the Sid ${shown(Sid)}`);
    }
    known.add(Sid);
  }
}
