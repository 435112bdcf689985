/** What an XML element may hold: text, further elements by name, or the same element several times. */
export type XmlContent = string | number | boolean | undefined | XmlElements | readonly XmlContent[];
export interface XmlElements {
  readonly [name: string]: XmlContent;
}

/**
 * Writes one element. Members that are undefined are left out; a list repeats its element.
 *
 * @param attributes written as they are, e.g. `xmlns="…"`
 */
export function xml(name: string, content: XmlContent, attributes = ''): string {
  if (content === undefined) return '';
  if (Array.isArray(content)) return content.map((item: XmlContent) => xml(name, item, attributes)).join('');
  const open = attributes === '' ? name : `${name} ${attributes}`;
  if (typeof content !== 'object') return `<${open}>${escapeXml(String(content))}</${name}>`;
  const inner = xmlMembers(content as XmlElements);
  return inner === '' ? `<${open}/>` : `<${open}>${inner}</${name}>`;
}

/** Writes elements one behind the other, as the inside of a larger one. */
export function xmlMembers(elements: XmlElements): string {
  let members = '';
  for (const [name, content] of Object.entries(elements)) members += xml(name, content);
  return members;
}

/** Escapes text for an element; a control character that XML cannot hold becomes `?`. */
export function escapeXml(text: string): string {
  if (!/[&<>"'\r\x00-\x1f\ufffe\uffff]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')

    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '?');
}
