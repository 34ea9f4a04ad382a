// A web address in print: on as few lines as it needs, and broken where people who type it off the paper expect it.
import type { Line } from "./break-lines.ts";
import type { Type, Typesetter } from "./typeset.ts";

/** The lines of a web address no wider than `room` mm, broken after a slash where it can be. */
export function addressLines(setter: Typesetter, text: string, type: Type, room: number): Line[] {
  const fits = (part: string) => setter.lines(part, type, room).length === 1;
  const parts: string[] = [];
  for (const part of text.split(/(?<=\/)/)) {
    const joined = (parts.at(-1) ?? "") + part;
    if (parts.length > 0 && fits(joined)) parts[parts.length - 1] = joined;
    else parts.push(part);
  }
  return parts.flatMap((part) => setter.lines(part, type, room));
}
