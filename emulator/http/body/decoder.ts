/** Takes the bytes of a request's content as they come, passes on what is content, and refuses what is not as it should be. */
export interface BodyDecoder {
  /** @throws AwsError as soon as something is wrong */
  update(bytes: Buffer, emit: (content: Buffer) => void): void;
  /** To be called after the last byte. @throws AwsError when something is missing or a digest differs */
  end(): void;
}

/** Something that sees all of the content and says at its end whether it is the content that was announced. */
export interface ContentCheck {
  update(content: Buffer): void;
  /** @throws AwsError */
  end(): void;
}
