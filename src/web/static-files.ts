// Files that are the same for everybody: the stylesheet, small browser modules, the font.
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { WebParts } from "./parts.ts";

/** Serves `/public/` and `/fonts/`: by name only, no listing, no hidden files. */
export async function registerStaticFiles(
  app: FastifyInstance,
  { folders }: Pick<WebParts, "folders">,
): Promise<void> {
  const common = { index: false as const, dotfiles: "ignore" as const, wildcard: true, cacheControl: true };
  await app.register(fastifyStatic, { ...common, root: folders.public, prefix: "/public/", maxAge: "10m" });
  await app.register(fastifyStatic, {
    ...common,
    root: folders.fonts,
    prefix: "/fonts/",
    maxAge: "30d",
    decorateReply: false,
    allowedPath: (path) => path.endsWith(".woff2"),
  });
}
