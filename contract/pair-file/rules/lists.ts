import type { Fields, Found } from '../fields';
import { nameOf } from '../issues';

/** No list says anything twice. */
export function* entriesOnce({ list, grants }: Fields): Generator<Found> {
  for (const index of grants) {
    for (const key of ['trusted_by', 'access', 'prefixes']) {
      const seen = new Set<string>();
      for (const { value, path } of list('grants', index, key)) {
        if (seen.has(value)) {
          const what = `${nameOf(path)} stands there twice`;
          yield { path, fault: { what, value, allowed: 'each entry once', fix: 'remove one of them' } };
        }
        seen.add(value);
      }
    }
  }
}

/** No prefix covers another. */
export function* prefixesApart({ list, grants }: Fields): Generator<Found> {
  for (const index of grants) {
    const prefixes = list('grants', index, 'prefixes');
    const all = new Set(prefixes.map(({ value }) => value));
    for (const { value, path } of prefixes) {
      const wider = widerOf(value, all);
      if (wider === undefined) continue;
      const what = wider === '' ? 'is covered by "", the whole bucket' : `is covered by ${JSON.stringify(wider)}`;
      yield {
        path,
        fault: {
          what: `${nameOf(path)} ${what}`,
          value,
          allowed: 'prefixes of which none covers another',
          fix: wider === '' ? 'remove it, or remove ""' : 'remove it, or the wider one',
        },
      };
    }
  }
}

/** Another prefix of the list that covers this one: each part of it that ends in a slash is looked up. */
function widerOf(prefix: string, all: ReadonlySet<string>): string | undefined {
  if (prefix !== '' && all.has('')) return '';
  for (
    let slash = prefix.indexOf('/');
    slash >= 0 && slash < prefix.length - 1;
    slash = prefix.indexOf('/', slash + 1)
  ) {
    const wider = prefix.slice(0, slash + 1);
    if (all.has(wider)) return wider;
  }
  return undefined;
}
