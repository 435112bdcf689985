import type { World } from '../world';
import type { Arguments } from './arguments';
import type { ValueMap } from './expression/value';
import type { Place } from './place';
import type { Resource } from './resource';

/** What a data source is read from. */
export interface DataBlock {
  readonly given: Arguments;
  /** The account and region of its provider. */
  readonly place: Place;
  readonly world: World;
  /** The resource of this stack whose attribute has a value; it may not be in the world yet. */
  find(type: string, attribute: string, value: string): Resource | undefined;
}

/** The attributes of a data source that are known; its arguments can be referred to as well. */
export type DataSource = (data: DataBlock) => ValueMap;
