// Handlebars pages: an instance of their own, which escapes; campaigns' templates never run in it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import view from "@fastify/view";
import type { FastifyInstance, FastifyReply } from "fastify";
import Handlebars from "handlebars";
import type { Words } from "../words.ts";

declare module "fastify" {
  interface FastifyReply {
    /** Sends a page from `templates/pages/` with the data given and the words of its language. */
    html(page: string, data: Readonly<Record<string, unknown>>): Promise<FastifyReply>;
    /** What stands around the page, whichever it is: for the desk, who is signed in. */
    frame: Readonly<Record<string, unknown>> | null;
  }
}

/** What every page shows: who campaigns here, and where to reach them. */
export type Site = {
  readonly organisation: string;
  readonly contact: string | null;
  readonly imprint: string | null;
};

/**
 * Registers the page engine and `reply.html`.
 *
 * Helpers: `{{t "key" name=…}}` is a sentence, `{{tlist "key"}}` a list, `{{eq a b}}` a comparison `{{has list x}}` a
 * membership, `{{key a b}}` a dotted key, `{{plus a b}}` a sum and `{{isDate text}}` whether a date's field can
 * show it. Only `{{{…}}}` is raw, and it is for the layout's body and for our own SVG.
 */
export async function registerPages(
  app: FastifyInstance,
  { folder, words, site }: { folder: string; words: Words; site: Site },
): Promise<void> {
  const engine = Handlebars.create();
  engine.registerHelper({
    t: (key: string, { hash }: Handlebars.HelperOptions) => words(key, hash),
    tlist: (key: string, { hash }: Handlebars.HelperOptions) => words.list(key, hash),
    key: (...parts: unknown[]) => parts.slice(0, -1).join("."),
    eq: (a: unknown, b: unknown) => a === b,
    plus: (a: number, b: number) => a + b,
    isDate: (text: string) => /^(?:\d{4}-\d\d-\d\d)?$/.test(text),
    has: (list: readonly unknown[] | undefined, item: unknown) => list?.includes(item) ?? false,
  });
  for (const file of readdirSync(join(folder, "partials"))) {
    // Partials are compiled here once; @fastify/view would read them again for every page.
    engine.registerPartial(file.replace(/\.hbs$/, ""), readFileSync(join(folder, "partials", file), "utf8"));
  }
  await app.register(view, {
    engine: { handlebars: engine },
    root: folder,
    viewExt: "hbs",
    layout: "layout.hbs",
    production: true,
    // A partial's lines stay as they are: indenting them would put spaces into what stands in a text area.
    options: { compileOptions: { preventIndent: true } },
    defaultContext: { site, language: words.language },
  });
  app.decorateReply("frame", null);
  app.decorateReply("html", async function (this: FastifyReply, page, data) {
    this.type("text/html; charset=utf-8");
    return this.send(await this.viewAsync(page, { ...this.frame, ...data }));
  });
}
