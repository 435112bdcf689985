import type { EncryptionState } from '../../../access/services/s3/object-state';

/** What has to be known of a multipart upload under way, and the backend does not tell. */
export interface KnownUpload {
  readonly bucket: string;
  readonly key: string;
  readonly encryption: EncryptionState;
  /** The account that will own the object. */
  readonly owner: string;
}

/** The uploads that were begun through the gateway and are not over. */
export class Uploads {
  private readonly uploads = new Map<string, KnownUpload>();

  add(id: string, upload: KnownUpload): void {
    this.uploads.set(id, upload);
  }

  /** The upload of an id, if it is one of this key. */
  find(id: string, bucket: string, key: string): KnownUpload | undefined {
    const upload = this.uploads.get(id);
    return upload?.bucket === bucket && upload.key === key ? upload : undefined;
  }

  remove(id: string): void {
    this.uploads.delete(id);
  }
}
