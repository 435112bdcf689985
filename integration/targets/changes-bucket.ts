import { s3Operation } from '../../access/services/s3/operations';
import type { Check } from '../../contract/check';

/** Whether a check's call would change the bucket itself, were it allowed: later calls would meet another one, or none. */
export function changesBucket({ request }: Check): boolean {
  if (request.service !== 's3') return false;
  const row = s3Operation(request.operation);
  return row?.on === 'bucket' && (row.method === 'PUT' || row.method === 'DELETE');
}
