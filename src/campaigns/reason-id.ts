// The id of a reason that is new, made from its title once and then kept.

const LONGEST = 40;

/** Small letters, digits and hyphens of a title, as no other id in `taken`; "" where the title has none of them. */
export function reasonId(title: string, taken: ReadonlySet<string>): string {
  const words = title
    .normalize("NFKD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  let id = "";
  for (const word of words) {
    const longer = id === "" ? word.slice(0, LONGEST) : `${id}-${word}`;
    if (longer.length > LONGEST) break;
    id = longer;
  }
  if (id === "" || !taken.has(id)) return id;
  let count = 2;
  const numbered = () => `${id.slice(0, LONGEST - String(count).length - 1)}-${count}`;
  while (taken.has(numbered())) count++;
  return numbered();
}
