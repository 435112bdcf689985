import type { World } from '../../access/world/world';
import type { XmlElements } from '../http/xml';
import type { MultipartUpload } from '../store/multipart-upload';
import { ownerId } from './acl';

/** Who began an upload and who will own its object, as the listings of parts and uploads have it. */
export function uploadOwner(world: World, { initiator, owner }: MultipartUpload): XmlElements {
  const [, , , , account, resource] = initiator.split(':') as [string, string, string, string, string, string];
  // An account's root is named by its canonical id, users and sessions by their ARN.
  const Initiator = resource === 'root' ? { ID: ownerId(world, account) } : { ID: initiator, DisplayName: initiator };
  return { Initiator, Owner: { ID: ownerId(world, owner) } };
}
