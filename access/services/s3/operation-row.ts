/** One S3 operation, described once for whoever has to recognize, authorize or do it. */
export interface S3OperationRow {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** What its path names. */
  readonly on: 'service' | 'bucket' | 'object';
  /** The query parameters that mark it, each `name` or `name=value`. @default none */
  readonly query?: readonly string[];
  /**
   * A header that marks it, in lower case, and with what its value has to begin. It stands in the table before the row
   * that is the same without a header. @default none
   */
  readonly header?: { readonly name: string; readonly startsWith: string };
  /** Parameters that belong to it and to few others. @default none */
  readonly takes?: readonly ('versionId' | 'partNumber')[];
  /** Whose ARN its actions are asked on. @default that of what its path names */
  readonly resource?: 'object';
  /**
   * The actions it needs, all of them, without `s3:`. Those with a service in front are asked on `*`, because what they
   * are about stands in the body: that refuses more than AWS does, never less.
   */
  readonly actions: readonly string[];
  /** The actions it needs instead when the request names a version. @default the same */
  readonly versionActions?: readonly string[];
  /** What it needs besides, depending on headers. @default nothing */
  readonly extras?: readonly HeaderActions[];
  /** What it needs besides when there are tags in its body. @default nothing */
  readonly tagActions?: readonly string[];
  /**
   * It is about an object that is there already, whose tags, owner and ACL count: its content, which S3 hides from those who
   * may not list (R-S3-404), or what is known of it. @default neither
   */
  readonly existing?: 'content' | 'attributes';
  /** It lists, and `prefix`, `delimiter` and `max-keys` count. @default false */
  readonly lists?: true;
  /** Whether an object is there when it is done: `s3:ObjectCreationOperation`. @default the key is absent */
  readonly createsObject?: boolean;
  /** The actions of KMS that S3 does in the caller's name where the object is under SSE-KMS (R-KMS-3). @default none */
  readonly kms?: KmsUse;
}

/** Actions that a request needs because of headers it carries. */
export interface HeaderActions {
  /** Any of these, in lower case. */
  readonly headers: readonly string[];
  /** The value that the header must have, in lower case. @default any */
  readonly value?: string;
  readonly actions: readonly string[];
}

/** What an operation does with a KMS key. */
export interface KmsUse {
  /** That of the object that is made, or that of the object (or of its upload) that is there. */
  readonly key: 'new' | 'object';
  /** Without `kms:`. */
  readonly actions: readonly string[];
  /** Only if this header, in lower case, holds this word. @default always */
  readonly when?: { readonly header: string; readonly word: string };
}
