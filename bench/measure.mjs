// Time, memory and equality.

/** Median milliseconds of each function, run in turn, in one order and then in the other. */
export function times(functions, { runs = 9, repeat = 1 } = {}) {
  const lists = functions.map(() => []);
  for (let run = 0; run < runs; run++) {
    const order = [...functions.keys()];
    if (run % 2 === 1) order.reverse();
    for (const f of order) {
      globalThis.gc({ type: 'minor' });
      const start = performance.now();
      for (let i = 0; i < repeat; i++) sink = functions[f]();
      lists[f].push((performance.now() - start) / repeat);
    }
  }
  return lists.map(median);
}

export let sink;

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];

/** Bytes that a function's result takes while somebody holds it. */
export function bytes(make) {
  const used = () => {
    globalThis.gc();
    globalThis.gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const held = make();
  const after = used();
  sink = held;
  return after - before;
}

/** Throws unless two answers say the same, numbers within a relative `tolerance`. */
export function same(name, a, b, tolerance = 1e-9) {
  const left = flat(a);
  const right = flat(b);
  const differs = ([place, value]) => {
    const other = right.get(place) ?? Number.NaN;
    if (Number.isNaN(value) || Number.isNaN(other)) return !(Number.isNaN(value) && Number.isNaN(other));
    return Math.abs(value - other) > tolerance * Math.max(Math.abs(value), Math.abs(other), 1e-9);
  };
  const wrong =
    [...left].find(differs) ?? [...right].find(([place, value]) => !left.has(place) && !Number.isNaN(value));
  if (wrong !== undefined)
    throw new Error(`${name}: ${wrong[0]} is ${left.get(wrong[0])} here and ${right.get(wrong[0])} there`);
}

function flat(answer, place = '', into = new Map()) {
  if (answer instanceof Map) for (const [key, value] of answer) flat(value, `${place}/${key}`, into);
  else if (Array.isArray(answer))
    for (const [i, value] of answer.entries()) flat(value, `${place}/${i}`, into);
  else into.set(place, answer === null || answer === undefined ? Number.NaN : answer);
  return into;
}
