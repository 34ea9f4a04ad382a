import { expect, it } from "vitest";
import { createRowBook } from "../../src/batches/row-book.ts";

it("gives every row back as it was, short and long, in any order", () => {
  const book = createRowBook();
  const rows = [
    { line: 2, cells: ["Sam", "M1 1AE", ""] },
    { line: 3, cells: ["Ŵyn", "日本", '"quoted",\n😀'] },
    { line: 9, cells: ["x".repeat(3_000_000)] },
    { line: 10, cells: [] },
    ...Array.from({ length: 3000 }, (_, at) => ({ line: 11 + at, cells: ["y".repeat(at), String(at)] })),
  ];
  expect(rows.map((row) => book.add(row))).toEqual(rows.map((_, at) => at));
  expect(book.size).toBe(rows.length);
  for (const at of [3, 0, 2, 1, 3003, 1500, 4]) expect(book.read(at)).toEqual(rows[at]);
});
