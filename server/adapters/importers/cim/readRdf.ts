/** Reads CIM RDF/XML as a stream of objects, within limits and without ever following an entity. */

import { SaxesParser, type SaxesTagNS } from 'saxes';
import { type Budget, IMPORT_LIMITS, ImportStop, readChunks } from '../limits.ts';
import { isKnown, READ } from './classes.ts';

export type CimObject = {
  readonly className: string;
  /** Local identifier: what references name. */
  readonly id: string;
  /** Text or reference by property name, the last one when repeated. */
  readonly values: Map<string, string>;
};

export type Model = {
  readonly objects: Map<string, CimObject>;
  /** Identifiers of every object of the file, also of classes passed over. */
  readonly ids: Set<string>;
  readonly duplicates: string[];
  readonly unknownClasses: string[];
};

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const CIM = /^http:\/\/iec\.ch\/TC57\/.*CIM/i;
/** CIM14 to CIM18, and the numbering of today. */
const CIM_KNOWN = /(cim-schema-cim|CIM)(14|15|16|17|18|100)#$/i;
/** No property of a network is this long. */
const TEXT_LIMIT = 65_536;

/** `urn:uuid:X`, `#X` and `X` name the same object. */
const localId = (text: string): string => text.replace(/^(urn:uuid:|#)/, '');

const enumValue = (resource: string): string => (CIM.test(resource) ? resource.slice(resource.lastIndexOf('.') + 1) : localId(resource));

const attribute = (tag: SaxesTagNS, uri: string, local: string): string | undefined =>
  Object.values(tag.attributes).find((each) => each.uri === uri && each.local === local)?.value;

export const createModel = (): Model => ({ objects: new Map(), ids: new Set(), duplicates: [], unknownClasses: [] });

/** Adds the objects of one file to the model. Throws ImportStop with the place of the first thing that cannot be read. */
export function readRdf(path: string, model: Model, budget: Budget): void {
  const parser = new SaxesParser({ xmlns: true, position: true });
  let depth = 0;
  let current: CimObject | null = null;
  let property: string | null = null;
  let text = '';
  const stop = (code: string, message: string): never => {
    throw new ImportStop(code, `${path}:${parser.line}:${parser.column}: ${message}`);
  };
  parser.on('error', (error) => stop('xml-parse', error.message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => stop('xml-doctype', 'a DOCTYPE is refused'));
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > IMPORT_LIMITS.depth) stop('too-deep', `elements are nested more than ${IMPORT_LIMITS.depth} deep`);
    if (Object.keys(tag.attributes).length > IMPORT_LIMITS.attributes)
      stop('xml-limit', `more than ${IMPORT_LIMITS.attributes} attributes`);
    if (depth === 1) {
      if (tag.uri !== RDF || tag.local !== 'RDF') stop('cim-root', `the root is ${tag.name}, not rdf:RDF`);
      for (const uri of Object.values(tag.ns))
        if (CIM.test(uri) && !CIM_KNOWN.test(uri)) stop('schema-unknown', `CIM version ${uri} is not known`);
    } else if (depth === 2) {
      current = startObject(tag, model);
    } else if (depth === 3 && current) {
      property = tag.local;
      text = '';
      const resource = attribute(tag, RDF, 'resource');
      if (resource !== undefined) current.values.set(tag.local, enumValue(resource));
    }
  });
  parser.on('text', (more) => {
    if (property === null) return;
    text += more;
    if (text.length > TEXT_LIMIT) stop('xml-limit', `the text of ${property} is longer than ${TEXT_LIMIT} characters`);
  });
  parser.on('closetag', () => {
    if (depth === 3 && current && property !== null && text.trim() !== '') current.values.set(property, text.trim());
    if (depth === 3) property = null;
    if (depth === 2) current = null;
    depth -= 1;
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let inText = 0;
  for (const chunk of readChunks(path, budget)) {
    let decoded = '';
    try {
      decoded = decoder.decode(chunk, { stream: true });
    } catch {
      stop('xml-parse', 'the bytes are not UTF-8');
    }
    // A text run without any tag never reaches the text event before it ends.
    inText = decoded.includes('<') ? 0 : inText + decoded.length;
    if (inText > 4 * TEXT_LIMIT) stop('xml-limit', 'a text without end');
    parser.write(decoded);
  }
  parser.close();
}

function startObject(tag: SaxesTagNS, model: Model): CimObject | null {
  const id = localId(attribute(tag, RDF, 'ID') ?? attribute(tag, RDF, 'about') ?? '');
  if (id === '') return null;
  if (!isKnown(tag.local)) model.unknownClasses.push(tag.local);
  // `rdf:about` may add to an object, `rdf:ID` makes a new one; a second class is a second object either way.
  const known = model.objects.get(id);
  const adds = known?.className === tag.local && attribute(tag, RDF, 'ID') === undefined;
  if (model.ids.has(id) && !adds) model.duplicates.push(id);
  model.ids.add(id);
  if (!READ.has(tag.local)) return null;
  if (known && adds) return known;
  const object: CimObject = { className: tag.local, id, values: new Map() };
  model.objects.set(id, object);
  return object;
}
