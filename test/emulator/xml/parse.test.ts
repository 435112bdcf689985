import { describe, expect, test } from '@jest/globals';
import { parseXml } from '../../../emulator/xml/parse';

const malformed = expect.objectContaining({ code: 'MalformedXML', status: 400 });
const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe('request bodies in XML', () => {
  test('elements come in order, repeated ones too, whatever the namespace prefix', () => {
    const delivered = parseXml('<x:D xmlns:x="u"><x:K>1</x:K>\n  <x:K>2</x:K><x:Q>true</x:Q></x:D>', 'D');
    expect(delivered.children('K').map((key) => key.text)).toEqual(['1', '2']);
    expect(delivered.flag('Q')).toBe(true);
  });

  test('text keeps its white space and decodes entities and character references', () => {
    const key = parseXml('<D><K> a&amp;b&#13;&#x1F600;&lt; </K></D>', 'D').child('K');
    expect(key?.text).toBe(' a&b\r\u{1F600}< ');
  });

  test('CDATA is taken as it stands', () => {
    expect(parseXml('<D><K><![CDATA[<a>&amp;]]></K></D>', 'D').child('K')?.text).toBe('<a>&amp;');
  });

  test('numbers with leading zeros stay text', () => {
    expect(parseXml('<D><K>007</K></D>', 'D').value('K')).toBe('007');
  });

  test.each([
    ['nothing', ''],
    ['JSON', '{"a":1}'],
    ['an element that is not closed', '<D><K></D>'],
    ['another root', '<E/>'],
    ['two roots', '<D/><D/>'],
    ['a document type', '<!DOCTYPE D [<!ENTITY a "b">]><D>&a;</D>'],
    ['an entity nobody declared', '<D>&a;</D>'],
    ['a reserved name', '<D><__proto__>x</__proto__></D>'],
  ])('%s is MalformedXML', (_, text) => {
    expect(thrownBy(() => parseXml(text, 'D'))).toEqual(malformed);
  });

  test('a child that the schema does not have is MalformedXML', () => {
    expect(thrownBy(() => parseXml('<D><A/><B/></D>', 'D').allow('A'))).toEqual(malformed);
  });
});
