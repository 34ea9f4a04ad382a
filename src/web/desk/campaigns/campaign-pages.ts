// The desk's pages of a campaign but its editor: how it stands, its proof, its publication, its versions and its links.
import type { FastifyInstance } from "fastify";
import type { WebParts } from "../../parts.ts";
import { registerCompare } from "./compare.ts";
import { registerKeeping } from "./keeping.ts";
import { registerNewCampaign } from "./new.ts";
import { registerOverview } from "./overview.ts";
import { registerPreviewLinks } from "./preview-link.ts";
import { registerProof } from "./proof.ts";
import { createProofsKept } from "./proofs-kept.ts";
import { registerPublish } from "./publish.ts";
import { registerVersions } from "./versions.ts";

/** Registers them inside the desk's scope. */
export function registerCampaignPages(desk: FastifyInstance, parts: WebParts): void {
  const proofs = createProofsKept(parts);
  registerNewCampaign(desk, parts);
  registerOverview(desk, parts);
  registerProof(desk, parts, proofs);
  registerPublish(desk, parts, proofs);
  registerVersions(desk, parts);
  registerCompare(desk, parts);
  registerKeeping(desk, parts);
  registerPreviewLinks(desk, parts);
}
