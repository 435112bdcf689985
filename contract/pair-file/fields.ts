import { valueAt, nameOf } from './issues';
import type { Fault } from '../messages';
import type { Path, Source } from './source';

/** The fields of a pair file that are right by themselves; of the others nothing more is said. */
export interface Fields {
  /** A text that is right by itself. */
  text(...path: Path): string | undefined;
  /** The entries of a list that are right, each with its path. */
  list(...path: Path): readonly { readonly value: string; readonly path: Path }[];
  /** Whether anything stands there, be it right or wrong. */
  has(...path: Path): boolean;
  /** The positions of all grants. */
  readonly grants: readonly number[];
  /** Whether `access_logs` is on, as it is by default. */
  readonly accessLogs: boolean;
}

/** A mistake that a rule found. */
export interface Found {
  readonly path: Path;
  readonly fault: Fault;
}

/** Finds mistakes in how the fields of a pair file go together. */
export type Rule = (file: Fields) => Generator<Found>;

/** Reads the fields of a pair file. @param wrong the names of those that are wrong by themselves */
export function fieldsOf({ data }: Source, wrong: ReadonlySet<string>): Fields {
  const text = (...path: Path): string | undefined => {
    const value = wrong.has(nameOf(path)) ? undefined : valueAt(data, path);
    return typeof value === 'string' ? value : undefined;
  };
  const indexes = (path: Path): number[] => {
    const value = valueAt(data, path);
    return Array.isArray(value) ? [...value.keys()] : [];
  };
  return {
    text,
    list: (...path) =>
      indexes(path).flatMap((index) => {
        const value = text(...path, index);
        return value === undefined ? [] : [{ value, path: [...path, index] }];
      }),
    has: (...path) => valueAt(data, path) !== undefined,
    grants: indexes(['grants']),
    accessLogs: valueAt(data, ['producer', 'access_logs']) !== false,
  };
}
