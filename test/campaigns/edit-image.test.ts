// The picture on a campaign's front, in its files.
import { expect, it } from "vitest";
import { imageNameOf, withImage } from "../../src/campaigns/edit-image.ts";
import { shippedSource } from "../support/editor.ts";

it("a picture is named in the file, changes nothing else there, and is taken out again", () => {
  const source = shippedSource("drop-in");
  const bytes = new Uint8Array([1, 2]);
  const pictured = withImage(source, { name: "front.png", bytes });
  expect(pictured.yaml).toBe(
    source.yaml.replace('colour: "#0b5a5a"\n', 'colour: "#0b5a5a"\n  image: front.png\n'),
  );
  expect([imageNameOf(pictured), pictured.image]).toEqual(["front.png", bytes]);
  expect(withImage(pictured, null)).toEqual(source);
  const broken = { ...source, yaml: "a: [" };
  expect([withImage(broken, { name: "front.png", bytes }), imageNameOf(broken)]).toEqual([broken, ""]);
});
