// organisation.yaml: who runs this copy.
import { describe, expect, it } from "vitest";
import { parseOrganisation } from "../../src/campaigns/organisation.ts";

describe("an organisation's file", () => {
  it("needs a name only", () => {
    expect(parseOrganisation("name: The Branch\n", "o.yaml")).toEqual({
      organisation: { name: "The Branch", contact: null, imprint: null, dataController: null },
    });
  });

  it("can say whom to ask, what has to be printed and who answers for the data", () => {
    const yaml =
      "name: B\ncontact: rep@example.org\nimprint: Promoted by B\ndataController: B, 1 Example Street\n";
    expect(parseOrganisation(yaml, "o.yaml")).toMatchObject({
      organisation: {
        contact: "rep@example.org",
        imprint: "Promoted by B",
        dataController: "B, 1 Example Street",
      },
    });
  });

  it("is refused with the line and the name that was meant", () => {
    expect(parseOrganisation("name: B\n\ndatacontroller: B\n", "o.yaml")).toMatchObject({
      faults: [{ file: "o.yaml", line: 3, column: 1, near: "dataController" }],
    });
    expect(parseOrganisation("contact: x", "o.yaml")).toMatchObject({ faults: [{ line: 1, path: "name" }] });
  });
});
