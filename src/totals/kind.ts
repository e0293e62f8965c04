/** Where a row comes from: its table and its place there. */
export interface Place {
  readonly table: string;
  readonly index: number;
}

/**
 * Something besides a number that adds up.
 *
 * `J` is its plain JSON (stored, merged, read by a rule), `L` the live object that marks add to.
 * `open` makes a live one, empty or from JSON; `place` tells where the row being read comes from, for messages.
 */
export interface Kind<J, L extends { toJSON(): J }> {
  /** The JSON of nothing. */
  readonly zero: J;
  /** A live one; throws on JSON that is none of this kind. */
  open(json?: J, place?: () => Place): L;
  /** The JSON of both together. */
  merge(a: J, b: J): J;
}
