/** A text somewhere in a stack. */
export interface Leaf {
  readonly text: string;
  /** The condition key that it is a value of, in lower case; otherwise the member that it stands in. */
  readonly under: string;
}

/** All texts of a stack's JSON, and of the policies that stand in it as JSON. */
export function leavesOf(json: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  collect(json, '', leaves);
  return leaves;
}

function collect(value: unknown, under: string, leaves: Leaf[]): void {
  if (typeof value === 'string') {
    const policy = value.startsWith('{') ? parsed(value) : undefined;
    if (policy === undefined) leaves.push({ text: value, under });
    else collect(policy, under, leaves);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) collect(item, under, leaves);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  // A condition of a policy document's data source names its key in an argument.
  const { variable } = value as { readonly variable?: unknown };
  for (const [name, item] of Object.entries(value)) {
    // What CDKTF says about its own constructs.
    if (name === '//') continue;
    collect(
      item,
      name === 'values' && typeof variable === 'string' ? variable.toLowerCase() : name.toLowerCase(),
      leaves,
    );
  }
}

/** A policy as Terraform would pass it on; undefined for any other text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll('$${', '${').replaceAll('%%{', '%{'));
  } catch {
    return undefined;
  }
}
