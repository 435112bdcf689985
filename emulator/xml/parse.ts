import type * as Library from 'fast-xml-parser';
import { AwsError } from '../http/exchange';

/** One element of a parsed document; names are without namespace prefix. */
export class XmlElement {
  constructor(
    readonly name: string,
    private readonly elements: readonly XmlElement[],
    /** The text in it, entities decoded. */
    readonly text: string,
    private readonly attributes: Readonly<Record<string, string>>,
  ) {}

  /** All children of that name, in order. */
  children(name: string): readonly XmlElement[] {
    return this.elements.filter((element) => element.name === name);
  }

  /** The child of that name. @throws AwsError MalformedXML when there are several */
  child(name: string): XmlElement | undefined {
    const found = this.children(name);
    if (found.length > 1) throw malformedXml();
    return found[0];
  }

  /** The text of the child of that name, without the white space around it; undefined when there is no such child. */
  value(name: string): string | undefined {
    return this.child(name)?.text.trim();
  }

  /** The text of a child that has to be there. @throws AwsError MalformedXML */
  required(name: string): string {
    const value = this.value(name);
    if (value === undefined) throw malformedXml();
    return value;
  }

  /** A child that holds `true` or `false`. @throws AwsError MalformedXML for any other text */
  flag(name: string): boolean | undefined {
    const value = this.value(name)?.toLowerCase();
    if (value === undefined) return undefined;
    if (value !== 'true' && value !== 'false') throw malformedXml();
    return value === 'true';
  }

  /** A child that holds a whole number from 0 up. @throws AwsError MalformedXML for any other text */
  number(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!/^\d{1,15}$/.test(value)) throw malformedXml();
    return Number(value);
  }

  attribute(name: string): string | undefined {
    return this.attributes[name];
  }

  /** Refuses children that a schema does not have, so that nothing asked for is silently left out. */
  allow(...names: readonly string[]): this {
    if (this.elements.some((element) => !names.includes(element.name))) throw malformedXml();
    return this;
  }

  /** The names of the children. */
  get names(): readonly string[] {
    return this.elements.map((element) => element.name);
  }
}

/** The refusal of a body that is no XML or not the XML that was asked for. */
export function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (_, decimal, hex, name) => {
    if (name !== undefined) {
      const character = ENTITIES[name as string];
      if (character === undefined) throw malformedXml();
      return character;
    }
    const point = decimal !== undefined ? Number(decimal) : parseInt(hex as string, 16);
    if (point === 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw malformedXml();
    return String.fromCodePoint(point);
  });
}

type Ordered = readonly Readonly<Record<string, Ordered | string | Record<string, string>>>[];

let library: { parser: Library.XMLParser; validate: (text: string) => unknown } | undefined;

/** Loaded with the first body: most runs never read one. */
function xmlLibrary(): NonNullable<typeof library> {
  if (library) return library;
  const { XMLParser, XMLValidator } = require('fast-xml-parser') as typeof Library;
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    // Ours decodes numeric references too, and knows no document types.
    processEntities: false,
    cdataPropName: '#cdata',
    ignoreDeclaration: true,
    ignorePiTags: true,
  });
  return (library = { parser, validate: (text) => XMLValidator.validate(text) });
}

/**
 * Parses a request body.
 *
 * @param root the name that the root element has to have
 * @throws AwsError MalformedXML for anything that is not one well-formed document of that name; document types and
 *   entities of their own are refused
 */
export function parseXml(text: string, root: string): XmlElement {
  if (/<!DOCTYPE/i.test(text)) throw malformedXml();
  const { parser, validate } = xmlLibrary();
  let parsed: Ordered;
  try {
    if (validate(text) !== true) throw malformedXml();
    parsed = parser.parse(text) as Ordered;
  } catch {
    throw malformedXml();
  }
  const [element, ...others] = toElements(parsed);
  if (!element || others.length > 0 || element.name !== root) throw malformedXml();
  return element;
}

function toElements(nodes: Ordered): XmlElement[] {
  const elements: XmlElement[] = [];
  for (const node of nodes) {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name === '#text' || name === '#cdata') continue;
    const children = node[name] as Ordered;
    const attributes = (node[':@'] ?? {}) as Record<string, string>;
    elements.push(new XmlElement(name, toElements(children), textOf(children), attributes));
  }
  return elements;
}

function textOf(nodes: Ordered): string {
  let text = '';
  for (const node of nodes) {
    if (typeof node['#text'] === 'string') text += decodeEntities(node['#text']);
    else if (node['#cdata'] !== undefined) {
      text += (node['#cdata'] as Ordered).map((part) => part['#text'] as string).join('');
    }
  }
  return text;
}
