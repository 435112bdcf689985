import type { XmlElement } from '../../xml/parse';
import type { Upstream } from '../upstream/upstream';
import { anyXml, answerText } from './reader';

type Parameters = Readonly<Record<string, string>>;

/** Asks a backend's IAM. @returns the Result element @throws AwsError ServiceUnavailable (503) when it refuses */
export async function askIam(
  upstream: Upstream,
  account: string,
  action: string,
  parameters: Parameters,
): Promise<XmlElement> {
  const request = {
    service: 'iam',
    account,
    region: 'us-east-1',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }).toString(),
  } as const;
  const root = anyXml(await answerText(upstream, request, `${action} of account ${account}`));
  return root.child(`${action}Result`) ?? root;
}

/** All pages of a list. @param element the list's name, e.g. `Roles` */
export async function listIam(
  upstream: Upstream,
  account: string,
  action: string,
  element: string,
  parameters: Parameters = {},
): Promise<XmlElement[]> {
  const items: XmlElement[] = [];
  for (let marker: string | undefined; ;) {
    const page = await askIam(upstream, account, action, { ...parameters, ...(marker && { Marker: marker }) });
    items.push(...(page.child(element)?.children('member') ?? []));
    marker = page.value('IsTruncated') === 'true' ? page.value('Marker') : undefined;
    if (!marker) return items;
  }
}
