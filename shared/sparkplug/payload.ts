/** A Sparkplug B payload in memory, as both ends of the codec see it, and the budgets it must keep. */

export const payloadLimits = { bytes: 256 * 1024, metrics: 5_000, depth: 8, cells: 10_000 } as const;

export type ScalarValue =
  /** Unsigned as on the wire; negative only where a sender stretched a negative number to 64 bits. */
  | { readonly field: 'int'; readonly value: number }
  /** Unsigned as on the wire. */
  | { readonly field: 'long'; readonly value: bigint }
  | { readonly field: 'float'; readonly value: number }
  | { readonly field: 'double'; readonly value: number }
  | { readonly field: 'boolean'; readonly value: boolean }
  | { readonly field: 'string'; readonly value: string };

export type MetricValue =
  | ScalarValue
  | { readonly field: 'bytes'; readonly value: Uint8Array }
  | { readonly field: 'data-set'; readonly value: DataSet }
  | { readonly field: 'template'; readonly value: Template }
  /** A vendor's own value: noticed, not read. */
  | { readonly field: 'extension' };

export type PropertyValue = {
  readonly type: number | null;
  readonly isNull: boolean;
  readonly value: ScalarValue | { readonly field: 'property-sets'; readonly value: readonly PropertySet[] } | null;
};

/** Keys in the order of the wire; the first of a repeated key counts. */
export type PropertySet = ReadonlyMap<string, PropertyValue>;

export type DataSet = {
  readonly columns: readonly string[];
  readonly types: readonly number[];
  readonly rows: readonly (readonly (ScalarValue | null)[])[];
};

export type Template = {
  readonly version: string | null;
  /** Name of the definition this is an instance of. */
  readonly reference: string | null;
  readonly isDefinition: boolean;
  readonly metrics: readonly Metric[];
  readonly parameters: readonly { readonly name: string | null; readonly type: number | null; readonly value: ScalarValue | null }[];
};

/** What is wrong with one metric while the rest of the payload stands. */
export type MetricProblem = 'sp-type' | 'sp-template';

export type Metric = {
  readonly name: string | null;
  readonly alias: number | bigint | null;
  /** Milliseconds as sent; not yet checked for range. */
  readonly timestamp: number | null;
  readonly datatype: number | null;
  readonly isHistorical: boolean;
  readonly isNull: boolean;
  readonly properties: PropertySet | null;
  /** Keys and values of the property list did not pair up: the list was dropped. */
  readonly propertiesDamaged: boolean;
  readonly value: MetricValue | null;
  readonly problem: MetricProblem | null;
};

export type SparkplugPayload = {
  /** Milliseconds as sent; not yet checked for range. */
  readonly timestamp: number | null;
  /** As sent; not yet checked for 0 to 255. */
  readonly seq: number | null;
  readonly metrics: readonly Metric[];
};

export type DecodeProblem =
  | 'sp-decode'
  | 'sp-utf8'
  | 'sp-dataset'
  | 'sp-compressed'
  | 'too-large'
  | 'too-deep'
  | 'too-many-items'
  | 'empty-payload';
