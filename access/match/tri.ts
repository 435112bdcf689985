/** Three-valued truth. The numbers are ordered, so that "and" is the smaller and "or" the greater of two. */
export type Tri = typeof NO | typeof MAYBE | typeof YES;

export const NO = 0;
/** It depends on something that is not known. */
export const MAYBE = 1;
export const YES = 2;

export function not(value: Tri): Tri {
  return (YES - value) as Tri;
}

export function both(a: Tri, b: Tri): Tri {
  return a < b ? a : b;
}

export function either(a: Tri, b: Tri): Tri {
  return a > b ? a : b;
}
