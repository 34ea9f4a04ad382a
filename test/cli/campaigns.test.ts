// postbag campaigns, as it is typed.
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { compileCampaign } from "../../src/campaigns/compile-campaign.ts";
import { CampaignProblem } from "../../src/campaigns/fault.ts";
import { DEFAULT_ORGANISATION } from "../../src/campaigns/organisation.ts";
import { addCampaigns, type CampaignsParts } from "../../src/cli/campaigns.ts";
import { campaignStore } from "../../src/storage/campaign-files.ts";
import { createWords } from "../../src/words.ts";
import { parsed } from "../campaigns/example-campaign.ts";
import { keptIo } from "../support/cli-io.ts";
import { exampleLetter, exampleSeat } from "../support/letter.ts";
import { makeTestCard } from "../support/pictures.ts";

const words = createWords(
  {
    cli: {
      campaigns: {
        about: "Campaigns",
        list: "List them",
        proof: "Prove them",
        ids: "Which",
        proofFrom: "From a folder",
        export: "Export",
        exportIds: "Which",
        to: "To",
        import: "Import",
        from: "From",
        importIds: "Which",
        note: "Note",
        status: { open: "open", "not-yet": "not yet", closed: "closed", sample: "sample" },
        warning: "Warning: {line}",
        holds: "{id} holds: {seats} seats, {asks} asks, {examples} examples",
      },
    },
    proof: {
      expected: "expected {expected}",
      near: "Did you mean {near}?",
      place: { asks: "Ask {number}", card: "Front", letter: "The letter", postcard: "Card" },
      where: {
        ask: { one: "ask {asks}", other: "asks {asks}" },
        example: "as {example}",
        room: "with room",
        seats: { one: "for {seat}", other: "for {seat} and others ({count})" },
      },
      found: {
        "not-fitting": "{found} words over",
        "ask-unused": "nobody gets “{found}”",
        "letter-long": "two pages",
        "image-soft": "only {found} dots an inch",
      },
    },
  },
  "en",
);

type Fits = Awaited<ReturnType<CampaignsParts["proofParts"]>>["fits"];
const ALL_FIT: Fits = () => ({ ok: true, size: 9, wordsLeft: 1 });

async function run(
  args: readonly string[],
  given: Partial<CampaignsParts> & { fits?: Fits; pages?: number } = {},
) {
  const { fits = ALL_FIT, pages = 1, ...parts } = given;
  const { io, said } = keptIo();
  const program = new Command().exitOverride();
  addCampaigns(program, io, {
    campaigns: async () =>
      campaignStore([
        compileCampaign(parsed()),
        compileCampaign(parsed("title: Safe work", 'title: Old\ncloses: "2020-01-01"', { id: "old" })),
        compileCampaign(parsed("title: Safe work", "title: Try me\nsample: true", { id: "sample" })),
      ]),
    proofParts: async () => ({
      seats: [exampleSeat({ attributes: ["speaker"] }), exampleSeat({ code: "E14001064", name: "Wells" })],
      compose: (_, example, seat) =>
        exampleLetter({ seat, sender: { ...exampleLetter().sender, name: example.name } }),
      fits,
      mailto: () => ({ complete: true }),
      pages: () => pages,
      unprintable: () => [],
      now: Temporal.Instant.from("2019-12-01T12:00Z"),
    }),
    words,
    now: () => Temporal.Instant.from("2026-10-15T12:00Z"),
    organisation: async () => DEFAULT_ORGANISATION,
    versions: async () => Promise.reject(new Error("no command here writes")),
    versionsIfThere: async () => null,
    ...parts,
  });
  await program.parseAsync(["node", "postbag", "campaigns", ...args]);
  return said;
}

describe("postbag campaigns list", () => {
  it("has a line for each campaign: id, whether it is open, title", async () => {
    expect(await run(["list"])).toEqual({
      stdout: "old\tclosed\tOld\nsafe\topen\tSafe work\nsample\tsample\tTry me\n",
      stderr: "",
      code: 0,
    });
  });

  it("tells every fault of the files, and ends with 1", async () => {
    const campaigns = async () => {
      throw new CampaignProblem([
        { file: "a/letter.hbs", line: 3, column: 7, path: "", expected: "a placeholder", near: "ask" },
        { file: "a/campaign.yaml", line: 1, column: 1, path: "title", expected: "text", near: null },
      ]);
    };
    expect(await run(["list"], { campaigns })).toEqual({
      stdout: "",
      stderr:
        "a/campaign.yaml:1:1: title: expected text\na/letter.hbs:3:7: expected a placeholder Did you mean ask?\n",
      code: 1,
    });
  });
});

describe("postbag campaigns proof", () => {
  it("says of every campaign that it holds", async () => {
    const { stdout, code } = await run(["proof"]);
    expect(stdout.split("\n")[1]).toBe("safe holds: 2 seats, 2 asks, 3 examples");
    expect([stdout.split("\n").length, code]).toEqual([4, 0]);
  });

  it("proves only the campaigns that are named", async () => {
    expect((await run(["proof", "old", "safe"])).stdout).toMatch(/^old holds.*\nsafe holds.*\n$/);
  });

  it("says what fails, where and for whom, and ends with 1", async () => {
    const fits: Fits = ({ sender, card }) =>
      sender.name === "Cat Example" && card.paragraphs.length > 1
        ? { ok: false, size: 8, wordsOver: 4 }
        : { ok: true, size: 8, wordsLeft: 0 };
    const { stdout, stderr, code } = await run(["proof", "safe"], { fits });
    expect(stderr).toBe("safe: Card: 4 words over; as Cat Example; for Aldershot and others (2)\n");
    expect([stdout, code]).toEqual(["", 1]);
  });

  it("tells warnings as such, and they fail nothing", async () => {
    expect(await run(["proof", "safe"], { pages: 2 })).toEqual({
      stdout: "safe holds: 2 seats, 2 asks, 3 examples\n",
      stderr: "safe: Warning: The letter: two pages; for Aldershot and others (2)\n",
      code: 0,
    });
  });

  it("warns of a picture that will look soft, and holds all the same", async () => {
    const named = ["headline: Safe work", "headline: Safe work\n  image: front.png"] as const;
    const soft = parsed(...named, { id: "soft", image: makeTestCard(308, 222) });
    const sharp = parsed(...named, { id: "sharp", image: makeTestCard(1300, 940) });
    const campaigns = async () => campaignStore([compileCampaign(soft), compileCampaign(sharp)]);
    const { stdout, stderr, code } = await run(["proof"], { campaigns });
    expect(stderr).toBe("soft: Warning: Front: only 50 dots an inch\n");
    expect([stdout.split("\n").length, code]).toEqual([3, 0]);
  });

  it("refuses an id that there is not", async () => {
    await expect(run(["proof", "nowhere"])).rejects.toMatchObject({
      code: "campaign-unknown",
      values: { campaign: "nowhere" },
    });
  });
});
