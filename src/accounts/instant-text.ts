// Instants as they are kept: ISO 8601 in UTC to the millisecond, so that their order is that of their texts.

/** An instant's text, so many hours later. */
export function instantText(
  instant: Temporal.Instant,
  { hours }: { readonly hours: number } = { hours: 0 },
): string {
  return instant.add({ hours }).toString({ smallestUnit: "millisecond" });
}
