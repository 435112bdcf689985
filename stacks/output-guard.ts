import { SynthError } from '../modules/synth-error';

/** The Terraform JSON of a stack, as far as this module reads it. */
interface TerraformJson {
  readonly resource?: Readonly<Record<string, object>>;
  readonly data?: Readonly<Record<string, object>>;
}

/**
 * Refuses Terraform JSON that refers to a resource which is not in it, or still holds a token of CDKTF. Both come out of
 * CDKTF without an error: an aspect, for one, runs when references between stacks have already been followed
 * (hashicorp/terraform-cdk#3538).
 *
 * @param id the stack's
 * @param text its `cdk.tf.json`
 * @param json the same, parsed
 * @throws SynthError naming the first such reference
 */
export function refuseDanglingReferences(id: string, text: string, json: unknown): void {
  const token = /[$#&]\{TfToken\[[^\]]*\]\}/.exec(text)?.[0];
  if (token) {
    throw new SynthError({
      what: `stack ${id} holds a CDKTF token that was not resolved`,
      value: token,
      allowed: 'literals and string tokens inside texts',
      fix: 'use a list or number token only where it stands alone',
    });
  }
  const { resource = {}, data = {} } = json as TerraformJson;
  for (const [, expression = ''] of text.matchAll(/(?<!\$)\$\{([^}]*)\}/g)) {
    for (const [reference, isData, type = '', name = ''] of expression.matchAll(
      /\b(data\.)?(aws_\w+)\.([A-Za-z_][\w-]*)/g,
    )) {
      const declared = (isData ? data : resource)[type];
      if (declared && name in declared) continue;
      throw new SynthError({
        what: `stack ${id} refers to a resource that it does not have`,
        value: reference,
        allowed: 'resources of the same stack',
        fix: 'pass the name or ARN as a literal',
      });
    }
  }
}
