import type { S3Operations } from '../exchange';
import { abortMultipartUpload } from './abort-multipart-upload';
import { completeMultipartUpload } from './complete-multipart-upload';
import { copyObject } from './copy-object';
import { createMultipartUpload } from './create-multipart-upload';
import { deleteObjects } from './delete-objects';
import { getObjectAttributes } from './get-object-attributes';
import { listMultipartUploads } from './list-multipart-uploads';
import { listObjectVersions } from './list-object-versions';
import { listParts } from './list-parts';
import { getObjectAcl, putObjectAcl } from './object-acl';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging';
import { uploadPart, uploadPartCopy } from './upload-part';

/** Uploads in parts, copies, and what else is asked of objects now and then. */
export const FURTHER_OBJECTS: S3Operations = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateMultipartUpload: createMultipartUpload,
  DeleteObjectTagging: deleteObjectTagging,
  DeleteObjects: deleteObjects,
  GetObjectAcl: getObjectAcl,
  GetObjectAttributes: getObjectAttributes,
  GetObjectTagging: getObjectTagging,
  ListMultipartUploads: listMultipartUploads,
  ListObjectVersions: listObjectVersions,
  ListParts: listParts,
  PutObjectAcl: putObjectAcl,
  PutObjectTagging: putObjectTagging,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};
