import { capabilityMatrix } from '../../integration/capabilities/matrix';
import { capabilityTable } from '../../integration/report/capabilities';
import { progress } from '../../integration/report/progress';
import { endpointNamed } from '../endpoint';
import { CommandError } from '../errors';
import { interruptSignal } from '../interrupt';

/** `crossbucket doctor backend URL`: what an endpoint enforces, found out by calls; what they need is removed again. */
export async function doctorBackend(url: string, { format }: { readonly format: 'table' | 'json' }): Promise<void> {
  const steps = progress();
  const { signal, dispose } = interruptSignal();
  try {
    const backend = endpointNamed(url);
    steps.step(`asking what ${backend.name} enforces`);
    const matrix = await capabilityMatrix(backend, signal);
    steps.done();
    process.stdout.write(format === 'json' ? `${JSON.stringify(matrix, null, 2)}\n` : capabilityTable(matrix));
  } catch (error) {
    if (signal.aborted) throw new CommandError((signal.reason as Error).message, 3);
    throw error;
  } finally {
    steps.done();
    dispose();
  }
}
