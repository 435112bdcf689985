import type { PolicyDocument } from '../../../access/policy/document';
import { AwsError } from '../../http/exchange';
import type { EmulatorState } from '../../state';
import { parseXml, type XmlElement } from '../../xml/parse';
import type { Upstream, UpstreamRequest } from '../upstream/upstream';

/** What the reading of a backend works with. */
export interface Reader {
  /** Its world is being filled. */
  readonly state: EmulatorState;
  readonly upstream: Upstream;
  /** Gets the ids of access keys that the backend made. */
  readonly foreignKeys: Set<string>;
  /** The accounts that were read; gets those that are. */
  readonly known: Set<string>;
  /** Told of what cannot be taken as AWS would have it, and how it is taken instead. */
  readonly onProblem: (problem: string) => void;
}

/** Stands for what cannot be read: whatever it allowed or denied, nothing is allowed now. */
export const CLOSED: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
};

/** As {@link CLOSED}, for policies that name principals. */
export const CLOSED_RESOURCE: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
};

/** The content of an answer that has to be there. @throws AwsError ServiceUnavailable (503) for a refusal */
export async function answerText(upstream: Upstream, request: UpstreamRequest, what: string): Promise<string> {
  const answer = await upstream.send(request);
  const text = await answer.text();
  if (answer.succeeded) return text;
  throw new AwsError('ServiceUnavailable', 503, `The backend does not let ${what} be read: ${answer.status} ${text}`);
}

/** The root element of a document, whatever its name. */
export function anyXml(text: string): XmlElement {
  return parseXml(text, /<([A-Za-z]\w*)[\s/>]/.exec(text.replace(/^\s*<\?[^>]*\?>/, ''))?.[1] ?? '');
}

/** Tags in elements with a Key and a Value each. */
export function tagsOf(elements: readonly XmlElement[]): Record<string, string> {
  return Object.fromEntries(elements.map((tag) => [tag.value('Key') ?? '', tag.child('Value')?.text ?? '']));
}
