import { createHmac } from 'node:crypto';

const cache = new Map<string, Buffer>();
/** Enough for every session of a long run in a few services and regions. */
const CACHE_SIZE = 2000;

/**
 * The key that signs for one day, region and service; derived once and kept.
 *
 * @param date `YYYYMMDD`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key
 */
export function signingKey(secretAccessKey: string, date: string, region: string, service: string): Buffer {
  const name = `${date}/${region}/${service}/${secretAccessKey}`;
  let key = cache.get(name);
  if (!key) {
    key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), service), 'aws4_request');
    if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value!);
    cache.set(name, key);
  }
  return key;
}

/** HMAC-SHA256. */
export function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
