import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig, SETTINGS } from "../src/config.ts";

describe("readConfig", () => {
  it("works with nothing set", () => {
    expect(readConfig({})).toEqual({
      PORT: 3000,
      HOST: "127.0.0.1",
      PUBLIC_URL: null,
      VAR_DIR: "var",
      DATABASE_URL: null,
      POSTBAG_KEY_FILE: null,
      POSTCODES_IO_URL: "https://api.postcodes.io",
      MEMBERS_API_URL: "https://members-api.parliament.uk",
      SEATS_REFRESH: 24,
      DISSOLUTION: false,
      LOG_LEVEL: "info",
      TRUST_PROXY: 0,
      ORGANISATION: null,
    });
  });

  it("takes an empty value for one that is not set, and turns postcodes.io off by the word", () => {
    expect(readConfig({ PORT: "", POSTCODES_IO_URL: "off" })).toMatchObject({
      PORT: 3000,
      POSTCODES_IO_URL: null,
    });
  });

  it("drops the slash at the end of a URL", () => {
    expect(readConfig({ PUBLIC_URL: "https://postbag.example/" }).PUBLIC_URL).toBe("https://postbag.example");
  });

  it.each([
    ["PORT", "70000"],
    ["PORT", "eighty"],
    ["PUBLIC_URL", "postbag.example"],
    ["DATABASE_URL", "var/postbag.sqlite"],
    ["POSTCODES_IO_URL", "never"],
    ["LOG_LEVEL", "loud"],
    ["SEATS_REFRESH", "daily"],
    ["DISSOLUTION", "maybe"],
    ["TRUST_PROXY", "-1"],
  ])("refuses %s=%s and names the setting", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(
      expect.objectContaining({
        code: "setting-invalid",
        values: expect.objectContaining({ setting: name }),
      }),
    );
  });

  it("has every setting in the README, and no others there", () => {
    const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
    const table = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(table.sort()).toEqual([...SETTINGS].sort());
  });
});
