// The file that the setting ORGANISATION names.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOrganisation } from "../../src/storage/organisation-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "postbag-organisation-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the organisation", () => {
  it('is "Your union" where no file is named', async () => {
    expect((await readOrganisation(null)).name).toBe("Your union");
  });

  it("is what its file says", async () => {
    const file = join(folder, "organisation.yaml");
    await writeFile(file, "name: Undeb yr Enghraifft\ncontact: helo@example.org\n");
    expect(await readOrganisation(file)).toEqual({
      name: "Undeb yr Enghraifft",
      contact: "helo@example.org",
      imprint: null,
      dataController: null,
    });
  });

  it("is refused with the line that is wrong", async () => {
    const file = join(folder, "organisation.yaml");
    await writeFile(file, "name: A\n\ncontact: [a]\n");
    await expect(readOrganisation(file)).rejects.toMatchObject({
      code: "file-invalid",
      values: { file, where: "line 3 (contact)", expected: expect.stringContaining("text") },
    });
  });

  it("is refused where the file is not there", async () => {
    const file = join(folder, "nowhere.yaml");
    await expect(readOrganisation(file)).rejects.toMatchObject({ code: "file-unreadable", values: { file } });
  });
});
