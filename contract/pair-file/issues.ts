import type { z } from 'zod';
import { accountNumberProblem } from '../fields/account';
import { externalIdProblem, pairNameProblem, roleProblem } from '../fields/names';
import { prefixProblem } from '../fields/prefix';
import type { Problem, TextRule } from '../fields/problem';
import { trustedProblem } from '../fields/trusted-principal';
import { shown, type Fault } from '../messages';
import { didYouMean, nearest } from '../nearest';
import { pairKeys } from '../schema';
import { allVerbs } from '../verbs';
import type { Mistake, Path, Source } from './source';

type Issue = z.core.$ZodIssue;

/** What the parts of a pair file are, where they are missing or something else stands there. */
const parts: Readonly<Record<string, string>> = {
  name: 'a name of a-z, 0-9 and -',
  producer: `an object with ${pairKeys.producer!.join(', ')}`,
  consumer: `an object with ${pairKeys.consumer!.join(', ')}`,
  account: '12 digits in quotes',
  region: 'a region of AWS, e.g. eu-west-1',
  bucket: 'the name of a bucket, e.g. acme-lake-exports',
  access_logs: 'true or false',
  organization: 'the id of an organization, e.g. o-a1b2c3d4e5',
  role: 'the name of a role, e.g. analytics-reader',
  external_id: '2 to 1224 letters, digits and _+=,.@:/-',
};

/** What the lists of a pair file are of. */
const entries: Readonly<Record<string, string>> = {
  grants: `objects with ${pairKeys.grants!.join(', ')}`,
  trusted_by: 'services like ec2.amazonaws.com and role ARNs',
  access: `verbs (${allVerbs.join(', ')})`,
  prefixes: 'prefixes that end in /, or "" for the whole bucket',
};

/** The rules of texts, for a value that would be one if it were in quotes. */
const rules: Readonly<Record<string, TextRule>> = {
  name: pairNameProblem,
  role: roleProblem,
  trusted_by: trustedProblem,
  external_id: externalIdProblem,
  prefixes: prefixProblem,
};

/** The key that a value stands under, be it alone or in a list. */
const keyOf = (path: Path): string => path.findLast((part) => typeof part === 'string') ?? '';

/** What should stand at a path. */
function partAt(path: Path): string {
  const key = keyOf(path);
  const entry = entries[key];
  if (entry === undefined) return parts[key] ?? 'something else';
  return typeof path.at(-1) === 'number' ? entry : `a list of ${entry}`;
}

/** How messages name a place in a pair file: `grants[0].role`. */
export function nameOf(path: Path): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index ? `.${key}` : key)).join('') || 'file';
}

/** The mistakes that the schema found, in words. */
export function schemaMistakes(issues: readonly Issue[], source: Source): Mistake[] {
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue, source) : []));
  const meant = new Set(unknown.flatMap(({ missing }) => missing));
  const others = issues.flatMap((issue): Mistake[] => {
    if (issue.code === 'unrecognized_keys') return [];
    const path = issue.path as Path;
    // A misspelled key is one mistake, not two.
    if (meant.has(nameOf(path)) && valueAt(source.data, path) === undefined) return [];
    return [{ position: source.place(path), fault: faultOf(issue, path, source) }];
  });
  return [...unknown.map(({ mistake }) => mistake), ...others];
}

/** The value at a path; undefined when there is none. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Readonly<Record<string | number, unknown>>)[key];
  }, data);
}

interface UnknownKey {
  readonly mistake: Mistake;
  /** The name of the key that was meant, if it is not there otherwise. */
  readonly missing: readonly string[];
}

function unknownKeys(issue: Extract<Issue, { code: 'unrecognized_keys' }>, source: Source): UnknownKey[] {
  const parent = issue.path as Path;
  const keys = pairKeys[String(parent.find((key) => typeof key === 'string') ?? '')] ?? [];
  return issue.keys.map((key) => {
    const absent = keys.filter((known) => valueAt(source.data, [...parent, known]) === undefined);
    const meant = nearest(key, absent);
    const elsewhere = Object.entries(pairKeys).find(([, names]) => names.includes(key));
    const otherwise =
      elsewhere && elsewhere[1] !== keys ? `move it to ${elsewhere[0] || 'the top of the file'}` : 'remove it';
    const fault: Fault = {
      what: key === '<<' ? 'merge key << is not one pair files have' : `${nameOf(parent)} has an unknown key`,
      ...(key !== '<<' && { value: key }),
      allowed: keys.join(', '),
      fix:
        key === '<<'
          ? 'write the keys out'
          : meant
            ? `did you mean ${JSON.stringify(meant)}?`
            : didYouMeanOther(key, keys, otherwise),
    };
    const missing = meant ? [nameOf([...parent, meant])] : [];
    return { mistake: { position: source.place([...parent, key], 'key'), fault }, missing };
  });
}

/** A key that is misspelled although it is there as well has to go. */
function didYouMeanOther(key: string, keys: readonly string[], otherwise: string): string {
  const twin = nearest(key, keys);
  return twin !== undefined && otherwise === 'remove it'
    ? `remove it: ${JSON.stringify(twin)} is there already`
    : otherwise;
}

function faultOf(issue: Issue, path: Path, source: Source): Fault {
  const value = valueAt(source.data, path);
  const name = nameOf(path);
  switch (issue.code) {
    case 'custom': {
      const { problem } = issue.params as { problem: Problem };
      return { ...problem, what: `${name} ${problem.what}`, value };
    }
    case 'invalid_type':
      return typeFault(issue.expected, path, value, source);
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (value === undefined || value === null) return missingFault(path, value, values.join(', '));
      const otherwise = `write ${values.length > 2 ? 'one of them' : values.join(' or ')}`;
      const fix = typeof value === 'string' ? didYouMean(value, values, otherwise) : otherwise;
      return { what: `${name} is not one of its values`, value, allowed: values.join(', '), fix };
    }
    case 'too_small':
      return { what: `${name} is empty`, value, allowed: partAt(path), fix: `add one to ${name}` };
    default:
      return {
        what: `${name} is wrong: ${issue.message}`,
        value,
        allowed: 'see crossbucket schema',
        fix: 'correct it',
      };
  }
}

function missingFault(path: Path, value: unknown, allowed: string): Fault {
  const what = value === null ? 'has no value' : 'is missing';
  return { what: `${nameOf(path)} ${what}`, allowed, fix: value === null ? 'write one' : `add ${path.at(-1)}` };
}

function typeFault(expected: string, path: Path, value: unknown, source: Source): Fault {
  const written = source.written(path);
  if (path.at(-1) === 'account' && written !== undefined) {
    const problem = accountNumberProblem(written);
    if (problem) return { ...problem, what: `${nameOf(path)} ${problem.what}`, value };
  }
  const allowed = partAt(path);
  if (value === undefined || value === null) return missingFault(path, value, allowed);
  const is = Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'an object'
      : `a ${typeof value === 'string' ? 'text' : typeof value}`;
  return { what: `${nameOf(path)} is ${is}`, value, allowed, fix: fixFor(expected, path, value, written) };
}

/** How to write a value so that it is of the right type. */
function fixFor(expected: string, path: Path, value: unknown, written: string | undefined): string {
  const isList = Array.isArray(value);
  if (expected === 'string' && isList && value.length === 1) return `write it without brackets: ${shown(value[0])}`;
  if (expected === 'string' && typeof value !== 'object') {
    const text = written ?? String(value);
    return rules[keyOf(path)]?.(text)?.fix ?? `put it in quotes: ${JSON.stringify(text)}`;
  }
  if (expected === 'array' && typeof value !== 'object') {
    const problem = rules[keyOf(path)]?.(String(value));
    return problem ? `write a list, and ${problem.fix}` : `write a list: [${shown(value)}]`;
  }
  if (expected === 'array') return 'write a list: begin each entry with -';
  if (expected === 'boolean') {
    if (/^(y|yes|on|true|1)$/i.test(String(value))) return 'did you mean true?';
    if (/^(n|no|off|false|0)$/i.test(String(value))) return 'did you mean false?';
    return 'write true or false';
  }
  if (expected === 'object')
    return isList ? 'leave the - in front of its keys out' : 'write its keys below it, each on a line';
  return 'write it anew';
}
