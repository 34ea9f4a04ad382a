import { describe, expect, it } from "vitest";
import { decodeChunks, findEncoding } from "../../src/batches/encoding.ts";
import { opening } from "../support/batch.ts";

const TEXT = 'Name,Postcode,Own words\r\nSiân Ŵyn,CF10 1EP,"Dydd Gŵyl"\r\n';
const WESTERN = "Name,Postcode,Own words\r\nZoë D’Arcy,CF10 1EP,£5 – café\r\n";

function wide(text: string, bigEndian: boolean): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(text, "utf16le"));
  return bigEndian ? Uint8Array.from(Buffer.from(bytes).swap16()) : bytes;
}

/** The characters of Windows-1252 that WESTERN has and that are not at their Unicode place. */
function western(text: string): Uint8Array {
  const places = new Map([
    ["’", 0x92],
    ["–", 0x96],
  ]);
  return Uint8Array.from(text, (character) => places.get(character) ?? character.charCodeAt(0));
}

async function read(bytes: Uint8Array): Promise<{ encoding: string; text: string }> {
  // Pieces of three bytes cut most characters in two.
  const open = opening(bytes, 3);
  const encoding = await findEncoding(open());
  let text = "";
  for await (const piece of decodeChunks(open(), encoding)) text += piece;
  return { encoding, text };
}

describe("finding a table's encoding", () => {
  const utf8 = new TextEncoder();

  it.each([
    ["UTF-8", utf8.encode(TEXT), "utf-8"],
    ["UTF-8 with a mark", utf8.encode(`\uFEFF${TEXT}`), "utf-8"],
    ["UTF-16 LE with a mark", wide(`\uFEFF${TEXT}`, false), "utf-16le"],
    ["UTF-16 BE with a mark", wide(`\uFEFF${TEXT}`, true), "utf-16be"],
    ["UTF-16 LE without one", wide(TEXT, false), "utf-16le"],
    ["UTF-16 BE without one", wide(TEXT, true), "utf-16be"],
  ])("reads %s, and its mark is not part of the first heading", async (_, bytes, encoding) => {
    expect(await read(bytes)).toEqual({ encoding, text: TEXT });
  });

  it("reads Windows-1252, which is whatever cannot be UTF-8", async () => {
    expect(await read(western(WESTERN))).toEqual({ encoding: "windows-1252", text: WESTERN });
  });

  it("finds the first accent however far down it is", async () => {
    const far = `${"Sam,M1 1AE,words\r\n".repeat(5000)}Zoë`;
    expect((await read(western(far))).encoding).toBe("windows-1252");
    expect((await read(utf8.encode(far))).encoding).toBe("utf-8");
  });

  it("does not take a file that ends in the middle of a character for UTF-8", async () => {
    expect((await read(utf8.encode("Zoë").subarray(0, 3))).encoding).toBe("windows-1252");
  });

  it("takes an empty file for text", async () => {
    expect(await read(new Uint8Array())).toEqual({ encoding: "utf-8", text: "" });
  });

  it.each([
    ["a workbook", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0])],
    ["an empty ZIP", Uint8Array.from([0x50, 0x4b, 5, 6])],
    ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82])],
  ])("refuses %s", async (_, bytes) => {
    await expect(findEncoding(opening(bytes)())).rejects.toMatchObject({ code: "table-not-csv" });
  });
});
