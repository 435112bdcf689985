import { capabilityMatrix } from '../../integration/capabilities/matrix';
import { capabilityTable } from '../../integration/report/capabilities';
import { endpointNamed } from '../endpoint';
import { longWork } from '../long-work';

/** `crossbucket doctor backend URL`: what an endpoint enforces, found out by calls; what they need is removed again. */
export async function doctorBackend(url: string, { format }: { readonly format: 'table' | 'json' }): Promise<void> {
  await longWork(async (steps, signal) => {
    const backend = endpointNamed(url);
    steps.step(`asking what ${backend.name} enforces`);
    const matrix = await capabilityMatrix(backend, signal);
    steps.done();
    process.stdout.write(format === 'json' ? `${JSON.stringify(matrix, null, 2)}\n` : capabilityTable(matrix));
  });
}
