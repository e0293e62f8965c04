/** The local date of an instant as `2026-11-24`, by `Intl` alone and fast: Swedes write dates so. */
export function localDates(timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => format.format(instant);
}

/** Every date from one to before another, years of four digits. */
export function* dates(from: string, to: string): Generator<string> {
  for (let at = Date.parse(from); at < Date.parse(to); at += 864e5)
    yield new Date(at).toISOString().slice(0, 10);
}
