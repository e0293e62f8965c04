import { requires } from '../error.js';
import { type FieldOf, type KeyOf, keysOf } from '../read/verb.js';
import { checkOptions } from '../time/checkOptions.js';

/** Which parent a row has, and what it takes from it. */
export type InheritOptions<Row, Parent, F extends string> = {
  /** The parent's id on a row: the name of a field or a function of the row. */
  readonly key: KeyOf<Row>;
  /** The fields that rows without a value of their own take from their parent. */
  readonly fields: readonly F[];
} & ('id' extends FieldOf<Parent>
  ? {
      /** The id on a parent, 'id' when not given: the name of a field or a function of the parent. */
      readonly parentKey?: KeyOf<Parent> | undefined;
    }
  : { readonly parentKey: KeyOf<Parent> });

/** A row with its parent's fields where it had none of its own: one that its table does not have is optional. */
export type Inherited<Row, Parent, F extends string> = Row extends unknown
  ? {
      [P in keyof Row]: P extends F ? Row[P] | NonNullable<ValueOf<Parent, P>> : Row[P];
    } & { readonly [P in Exclude<F, keyof Row>]?: NonNullable<ValueOf<Parent, P>> }
  : never;

type ValueOf<Row, P> = Row extends unknown ? (P extends keyof Row ? Row[P] : never) : never;

/**
 * Rows with fields of their parents: sales with the source of their lead, deals with the owner of their account. A sale
 * seldom says where it came from; its lead does, and which source pays is what a manager wants to know.
 *
 * A row's `key` and a parent's `parentKey` (`'id'` unless given) match as text: 7 and '7' are one id. A value that the
 * row has of its own wins; null and undefined, on either side, are none. Rows without a key, without a parent, or
 * with nothing to inherit are passed on as they are, the others as copies; order and number stay. No rows give none.
 * Several parents of one id are one, each field with the value that some of them have. Errors: a RangeError where they
 * have two, which names both; a TypeError for ids that are neither text nor a number, and for unknown options.
 * Takes one pass over the parents, then one over the rows.
 *
 * @example
 * import { dealsWon, groupBy, inherit } from 'sales-effectiveness';
 * const won = { createdAt: 0, closedAt: Date.UTC(2026, 9, 31), status: 'won' } as const;
 * const deals = [
 *   { ...won, id: 1, leadId: 7 },
 *   { ...won, id: 2, leadId: 8 },
 *   { ...won, id: 3, leadId: 8, source: 'referral' },
 * ];
 * const leads = [
 *   { id: '7', source: 'fair' },
 *   { id: '8', source: 'web' },
 * ];
 * const bySource = groupBy(inherit(deals, leads, { key: 'leadId', fields: ['source'] }), 'source', dealsWon);
 * [...bySource].map(([source, { value }]) => [source, value]) // => [['fair', 1], ['web', 1], ['referral', 1]]
 */
export function inherit<Row extends object, Parent extends object, F extends FieldOf<Parent>>(
  rows: Iterable<Row>,
  parents: Iterable<Parent>,
  options: InheritOptions<Row, Parent, F>,
): Inherited<Row, Parent, F>[] {
  checkOptions('inherit', options, ['key', 'parentKey', 'fields']);
  const { key, parentKey = 'id', fields } = options;
  if (!Array.isArray(fields) || !fields.every((field) => typeof field === 'string'))
    throw requires(TypeError, 'fields (a list of names)', fields, 'inherit');
  const by = keysOf({ rows: key, parents: parentKey }, ['rows', 'parents'], 'inherit');
  const legacies = new Map<string, Legacy>();
  visit(parents, 'parents', parentKey, by.parents!, (parent, id, index) => {
    if (id === null) return;
    let legacy = legacies.get(id);
    if (legacy === undefined) legacies.set(id, (legacy = new Map()));
    for (const field of fields) bequeath(legacy, field, parent[field], index, id);
  });
  const inherited: unknown[] = [];
  visit(rows, 'rows', key, by.rows!, (row, id) => {
    let heir = row;
    const legacy = id === null ? undefined : legacies.get(id);
    if (legacy !== undefined)
      for (const [field, { value }] of legacy)
        if (isNone(row[field])) {
          if (heir === row) heir = { ...row };
          heir[field] = value;
        }
    inherited.push(heir);
  });
  return inherited as Inherited<Row, Parent, F>[];
}

/** What the parents of one id leave, by field, and which of them it comes from. */
type Legacy = Map<string, { readonly value: {}; readonly index: number }>;

const isNone = (value: unknown): value is null | undefined => value === null || value === undefined;

function bequeath(legacy: Legacy, field: string, value: unknown, index: number, id: string): void {
  if (isNone(value)) return;
  const first = legacy.get(field);
  if (first === undefined) legacy.set(field, { value, index });
  // Two Dates of one instant are one value, and so are two Decimals.
  else if (!Object.is(first.value.valueOf(), value.valueOf()))
    throw requires(
      RangeError,
      `parents of one id to agree, parents[${index}].${field} with parents[${first.index}].${field} (id '${id}')`,
      value,
      'inherit',
    );
}

/** Visits each row with its id as text, null where it has none. */
function visit(
  rows: unknown,
  table: string,
  key: unknown,
  idOf: (row: unknown) => unknown,
  each: (row: Record<string, unknown>, id: string | null, index: number) => void,
): void {
  if (typeof (rows as Iterable<unknown> | null | undefined)?.[Symbol.iterator] !== 'function')
    throw requires(TypeError, `${table} in an array or another iterable`, rows, 'inherit');
  let index = 0;
  for (const row of rows as Iterable<unknown>) {
    if (typeof row !== 'object' || row === null)
      throw requires(TypeError, `${table}[${index}] to be an object`, row, 'inherit');
    const id = idOf(row);
    if (!isNone(id) && typeof id !== 'string' && !Number.isFinite(id)) {
      const where = typeof key === 'string' ? `${table}[${index}].${key}` : `the key of ${table}[${index}]`;
      const kind = typeof id === 'number' ? RangeError : TypeError;
      throw requires(kind, `${where} to be an id (text or a number)`, id, 'inherit');
    }
    each(row as Record<string, unknown>, isNone(id) ? null : String(id), index++);
  }
}
