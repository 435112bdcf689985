import type { PublicAccessBlock } from '../../access/world/bucket';
import type { XmlElements } from '../http/xml';
import type { XmlElement } from '../xml/parse';

/** The four settings as S3 and S3 Control write them. */
export function publicAccessBlockXml(block: PublicAccessBlock): XmlElements {
  return {
    BlockPublicAcls: block.blockPublicAcls,
    IgnorePublicAcls: block.ignorePublicAcls,
    BlockPublicPolicy: block.blockPublicPolicy,
    RestrictPublicBuckets: block.restrictPublicBuckets,
  };
}

/** Reads the four settings; one that is left out is false. @throws AwsError MalformedXML */
export function readPublicAccessBlock(element: XmlElement): PublicAccessBlock {
  element.allow('BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets');
  return {
    blockPublicAcls: element.flag('BlockPublicAcls') ?? false,
    ignorePublicAcls: element.flag('IgnorePublicAcls') ?? false,
    blockPublicPolicy: element.flag('BlockPublicPolicy') ?? false,
    restrictPublicBuckets: element.flag('RestrictPublicBuckets') ?? false,
  };
}
