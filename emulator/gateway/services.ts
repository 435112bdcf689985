import { callerAccount } from '../../access/caller';
import type { ServiceName } from '../http/exchange';
import { iamToolbox } from '../iam-toolbox/index';
import type { Service } from '../state';
import { sts } from '../sts/index';
import type { Gateway } from './gateway';
import { gatewayIam } from './iam';
import { gatewayKms } from './kms/index';
import { gatewayS3 } from './s3/index';
import { gatewayS3Control } from './s3control';

/** The services of a gateway. Sessions are its own matter: STS is the embedded AWS's. */
export function gatewayServices(gateway: Gateway): Readonly<Record<ServiceName, Service>> {
  const knowing = (service: Service) => knowingWhoIsNamed(gateway, service);
  return {
    s3: gatewayS3(gateway),
    s3control: knowing(gatewayS3Control(gateway)),
    sts: knowing(sts),
    iam: knowing(gatewayIam(gateway)),
    'iam-toolbox': iamToolbox,
    kms: knowing(gatewayKms(gateway)),
  };
}

/** A service that is asked only when the world knows the caller's account and those that the request names. */
function knowingWhoIsNamed({ known }: Gateway, service: Service): Service {
  return async (state, request) => {
    const { region } = request.connection;
    const account = callerAccount(request.caller);
    if (account !== undefined) await known.ensure(account, region);
    await known.ensureNamed(await request.text(), region);
    return service(state, request);
  };
}
