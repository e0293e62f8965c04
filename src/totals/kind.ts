/** Where a row comes from: its table and its place there. */
export interface Place {
  readonly table: string;
  /** Its place in the table; where that is not known, what names it. */
  readonly index: number | string;
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
  /** What makes it a kind with history: one that must also know facts outside the period. */
  readonly history?: History<J> | undefined;
}

/**
 * How totals of a period and of what lies outside it go together. A customer whose first purchase was last year is
 * not new this year: what is first can only be said by knowing everything.
 */
export interface History<J> {
  /** The totals of the period and those of everything else, as one; what is from elsewhere stays known as such. */
  join(inside: J, outside: J): J;
  /**
   * The same parts, with each key left only in the part that it belongs to. A kind without it belongs to all parts:
   * a trend of it reads the rows once a bucket.
   */
  settle?(parts: readonly J[]): J[];
  /** Whether anything of a part counts in the settled whole. */
  counts(part: J, whole: J): boolean;
}
