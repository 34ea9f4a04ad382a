// A stall within the whole program, for tests of its pages: the laptop's own, or a hosted one with devices that are paired.
import type { LightMyRequestResponse } from "fastify";
import pino from "pino";
import type { Page } from "playwright-core";
import { assemble, type Given } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import type { Role } from "../../src/stalls/device.ts";
import type { Stall } from "../../src/stalls/stall.ts";
import { buildApp, form, madeOnce, ownSettings, type TestApp, TODAY } from "./app.ts";

type Fields = Record<string, string | string[]>;

/** Requests of one device: a page, a form, and a fetch of JSON. */
export type AtStallClient = {
  readonly cookie: string;
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, fields?: Fields): Promise<LightMyRequestResponse>;
  send(url: string, body: object): Promise<LightMyRequestResponse>;
};

export type HostedStall = TestApp & {
  readonly stall: Stall;
  /** Pairs a device in that role. Each call is a device of its own. */
  pair(role: Role, name?: string): Promise<AtStallClient>;
};

/** Builds the app with a hosted stall that is open. Close `app` when done. */
export async function buildHostedStall(
  given: Given = {},
  changes: Partial<Stall> = {},
  environment: Record<string, string> = {},
): Promise<HostedStall> {
  const test = await buildApp(environment, given);
  const stalls = await test.parts.stalls();
  const stall = await stalls.create({
    kind: "hosted",
    name: "AGM in Leeds",
    campaign: "safe-workloads",
    sheet: "a4-duplex-long",
    opens: null,
    closes: null,
    ...changes,
  });
  return {
    ...test,
    stall,
    async pair(role, name = "Table 1") {
      const { token } = await stalls.pairing.accept(stall, await stalls.pairing.invite(stall, role), name);
      return clientOf(test.app, `postbag-stall=${token}`);
    },
  };
}

export type AtStallApp = TestApp & { readonly stall: Stall; readonly rep: AtStallClient };

/** Builds the app as `postbag stall` does, on a laptop. Close `app` when done. */
export async function buildLocalStall(given: Given = {}): Promise<AtStallApp> {
  const config = readConfig(await ownSettings());
  const parts = assemble(config, { today: () => TODAY, ...(await madeOnce()), ...given });
  const stall = await (await parts.stalls()).resume({ id: "safe-workloads", title: "Safe workloads" }, {});
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const app = await parts.app(log, stall.id);
  return { app, parts, log: () => lines.join(""), stall, rep: clientOf(app, "") };
}

function clientOf(app: TestApp["app"], cookie: string): AtStallClient {
  const held = cookie === "" ? {} : { cookie };
  return {
    cookie,
    get: (url) => app.inject({ url, headers: held }),
    post(url, fields = {}) {
      const { headers, ...rest } = form(fields);
      return app.inject({ url, ...rest, headers: { ...headers, ...held } });
    },
    send: (url, body) =>
      app.inject({
        method: "POST",
        url,
        headers: { ...held, accept: "application/json", "sec-fetch-site": "same-origin" },
        payload: body,
      }),
  };
}

/** Makes a page's browser one of a stall's devices, and waits until it has all that it needs without the network. */
export async function pairInBrowser(
  page: Page,
  { origin, code }: { origin: string; code: string },
): Promise<void> {
  await page.goto(`${origin}/stall`);
  await page.getByLabel("The six digits").fill(code);
  const lists = page.waitForResponse("**/stall/postcodes.idx");
  await page.getByRole("button", { name: "Take part" }).click();
  await page.getByRole("heading", { name: "Take a card" }).waitFor();
  await (await lists).finished();
  await page.waitForLoadState("networkidle");
}
