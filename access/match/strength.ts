/**
 * How strongly a resource policy's Allow speaks for a caller, which depends on how its principal was named
 * (R-STRENGTH). Ordered: a stronger one is a greater number.
 */
export type Strength = typeof NONE | typeof DELEGATE | typeof ROLE | typeof FINAL;

export const NONE = 0;
/** The account was named: it may, and its own policies decide for whom. */
export const DELEGATE = 1;
/** The role was named: its sessions need no identity policy, but boundary and session policies still limit them. */
export const ROLE = 2;
/** This very principal, or everyone, was named: in the same account no other policy's silence matters. */
export const FINAL = 3;
