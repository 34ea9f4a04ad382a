// What a spreadsheet saved: which encoding a table's bytes are in, for nobody is asked and few could answer.
import { Problem } from "../errors.ts";

/** The encodings that spreadsheets write, by the names that `TextDecoder` knows them by. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** How many bytes at the start say whether the file is text at all, and whether a character takes two bytes. */
const HEAD = 4096;

/**
 * Finds the encoding of a table given as chunks of bytes: by its byte order mark; else by where the empty halves of UTF-16 lie;
 * else it is UTF-8 if all of it can be, and Windows-1252 if not.
 *
 * Throws `table-not-csv` for a workbook (a ZIP) and for anything else that is no text.
 */
export async function findEncoding(chunks: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let head = new Uint8Array();
  let isUtf8 = true;
  for await (const chunk of chunks) {
    if (head.length < HEAD) {
      head = joined(head, chunk.subarray(0, HEAD - head.length));
      const marked = markOf(head);
      if (marked !== null) return marked;
    }
    if (isUtf8) isUtf8 = decodes(utf8, chunk);
    if (!isUtf8 && head.length >= HEAD) break;
  }
  const [even, odd] = emptyHalves(head);
  if (head[0] === 0x50 && head[1] === 0x4b) throw new Problem("table-not-csv");
  if (even + odd > 0) return wideEncoding(head, even, odd);
  if (isUtf8) isUtf8 = decodes(utf8);
  return isUtf8 ? "utf-8" : "windows-1252";
}

/** Whether the next bytes can be UTF-8; without any, whether they ended in the middle of a character. */
function decodes(utf8: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    utf8.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

function markOf([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xef && second === 0xbb && third === 0xbf ? "utf-8" : null;
}

/** How many zero bytes are at even and at odd places. Text in one-byte encodings has none. */
function emptyHalves(head: Uint8Array): [even: number, odd: number] {
  let [even, odd] = [0, 0];
  for (let at = 0; at < head.length; at++) {
    if (head[at] === 0) at % 2 === 0 ? even++ : odd++;
  }
  return [even, odd];
}

/** In UTF-16 without a mark, most of a table in English is a letter beside an empty half. */
function wideEncoding(head: Uint8Array, even: number, odd: number): Encoding {
  const many = head.length / 4;
  if (odd > many && even < odd / 10) return "utf-16le";
  if (even > many && odd < even / 10) return "utf-16be";
  throw new Problem("table-not-csv");
}

/** A table's text in pieces. What cannot be read becomes U+FFFD; a byte order mark is left out. */
export async function* decodeChunks(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
