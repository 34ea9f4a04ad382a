// A new reason's id, out of its title.
import { expect, it } from "vitest";
import { campaignId } from "../../src/campaigns/campaign.ts";
import { reasonId } from "../../src/campaigns/reason-id.ts";

it.each([
  ["Too few people for the work", "too-few-people-for-the-work"],
  ["Siân’s “Gŵyr” & O'Neill!", "sians-gwyr-oneill"],
  ["A title that goes on and on until no id can hold it", "a-title-that-goes-on-and-on-until-no-id"],
  [`${"x".repeat(60)} y`, "x".repeat(40)],
  ["Опасность", ""],
  ["", ""],
])("%s → %s", (title, id) => {
  expect(reasonId(title, new Set())).toBe(id);
  if (id !== "") expect(campaignId.safeParse(id).success).toBe(true);
});

it("is another than every id that is taken, and still no longer than an id may be", () => {
  const taken = new Set(["time", "time-2", "x".repeat(40)]);
  expect(reasonId("Time", taken)).toBe("time-3");
  expect(reasonId("x".repeat(50), taken)).toBe(`${"x".repeat(38)}-2`);
});
