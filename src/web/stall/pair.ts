// How a device becomes part of a hosted stall: by the code on the rep's screen, or by an invitation.
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { ERRORS, Problem } from "../../errors.ts";
import { requireOpen, type Stall } from "../../stalls/stall.ts";
import { toProblem, wantsJson } from "../failures.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import { setDeviceCookie } from "./cookie.ts";
import { readForm } from "./rep-form.ts";

const text = (max: number) => z.string().max(max).catch("");
const pairForm = z.object({
  stall: text(100),
  code: text(40),
  name: text(200),
  /** `<stall's id>.<token>`: what an invitation's link carries in its fragment. */
  invitation: text(200),
});
type PairForm = z.output<typeof pairForm>;

const readPairForm = (body: unknown): PairForm => readForm(pairForm, body);

type Pairing = { readonly form?: PairForm; readonly error?: { readonly id: string; readonly text: string } };

/** Registers `POST /stall/pair`. */
export function registerPair(scope: FastifyInstance, parts: WebParts): void {
  const { stalls, words } = parts;

  scope.post("/stall/pair", async (request, reply) => {
    // A laptop's own stall has no devices but itself.
    if (parts.localStall !== null) throw new Problem("not-found");
    const form = readPairForm(request.body);
    try {
      const { token } = form.invitation === "" ? await byCode(form, request.ip) : await byInvitation(form);
      setDeviceCookie(request, reply, token);
      return await (wantsJson(request) ? reply.code(204).send() : reply.redirect("/stall", 303));
    } catch (error) {
      const problem = toProblem(error);
      const { status } = ERRORS[problem.code];
      const seconds = waitSeconds(problem);
      if (seconds !== null) reply.header("retry-after", seconds);
      if (status >= 500 || wantsJson(request)) throw error;
      reply.code(status);
      const { title, detail } = explain(problem, words);
      const id = form.invitation === "" ? "code" : "invitation";
      return showPairing(reply, parts, { form, error: { id, text: `${title}. ${detail}` } });
    }
  });

  async function byCode({ stall, code, name }: PairForm, address: string) {
    const open = await openStalls(parts);
    const [only, another] = open;
    const picked = open.find(({ id }) => id === stall) ?? (another === undefined ? only : undefined);
    if (picked === undefined) throw new Problem("stall-unknown");
    return stalls.pairing.pair(picked, code, { address, name: await named(name, picked) });
  }

  async function byInvitation({ invitation, name }: PairForm) {
    const [id = "", token = ""] = invitation.split(".");
    const stall = await stalls.get(id);
    return stalls.pairing.accept(stall, token, await named(name, stall));
  }

  /** What a device is called in the list and on the jobs that it takes: one that was given no name has a number. */
  async function named(name: string, stall: Stall): Promise<string> {
    if (name.trim() !== "") return name;
    return words("stall.pair.unnamed", { number: (await stalls.pairing.devices(stall)).length + 1 });
  }
}

/** How long to wait after wrong codes, s; null where the problem is another. */
function waitSeconds({ code, values }: Problem): number | null {
  if (code === "pairing-wait") return Number(values.count);
  return code === "pairing-locked" ? Number(values.count) * 60 : null;
}

/** The hosted stalls that a device can be paired with now, the newest first. */
async function openStalls({ stalls, now }: Pick<WebParts, "stalls" | "now">): Promise<Stall[]> {
  return (await stalls.all()).filter((stall) => {
    if (stall.kind !== "hosted") return false;
    try {
      requireOpen({ ...stall, opens: null }, now().epochMilliseconds);
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  });
}

/** Sends the page that asks for the code. */
export async function showPairing(
  reply: FastifyReply,
  parts: Pick<WebParts, "stalls" | "words" | "now">,
  { form = readPairForm({}), error }: Pairing,
): Promise<FastifyReply> {
  const { words } = parts;
  const title = words("stall.pair.title");
  const open = await openStalls(parts);
  return reply.stall("pair", {
    title: error ? words("form.errorPage", { title }) : title,
    scripts: ["/public/stall/pair.js"],
    // Where there is one, it is that; its name is told to nobody who is not part of it.
    stalls: open.length > 1 ? open.map(({ id, name }) => ({ id, name, picked: id === form.stall })) : [],
    none: open.length === 0,
    name: form.name,
    codeError: error?.id === "code" ? error.text : null,
    errors: error ? [error] : [],
  });
}
