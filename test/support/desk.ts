// Somebody signed in at the desk, for tests of its pages: through the app itself, or in a browser.
import type { LightMyRequestResponse } from "fastify";
import type { Page } from "playwright-core";
import type { Role } from "../../src/accounts/account.ts";
import type { Given } from "../../src/assemble.ts";
import { buildApp, form, type TestApp } from "./app.ts";

export const EMAIL = { editor: "edith@union.example", publisher: "pat@union.example" } as const;
export const PASSWORD = "seven lamps on a quiet quay";

/** Hashes that cost next to nothing, so that a test may make a thousand. */
export const CHEAP: Given = { hashCost: { memory: 8, passes: 1 } };

type Fields = Record<string, string | string[]>;

/** Somebody signed in, and requests of theirs: a page, a form with its form token, and a fetch of JSON with it. */
export type Desk = {
  readonly cookie: string;
  readonly formToken: string;
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, fields?: Fields): Promise<LightMyRequestResponse>;
  send(url: string, body: object): Promise<LightMyRequestResponse>;
};

export type DeskApp = TestApp & {
  /** Signs the account of that role in, as a browser does. Each call is a session of its own. */
  signIn(role: Role): Promise<Desk>;
};

/** Builds the app with an editor and a publisher who have set their passwords. Close `app` when done. */
export async function buildDesk(
  environment: Record<string, string> = {},
  given: Given = {},
): Promise<DeskApp> {
  const test = await buildApp(environment, { ...CHEAP, ...given });
  const { app, parts } = test;
  const { accounts, signIn: people } = await parts.people();
  for (const role of ["editor", "publisher"] as const) {
    const { token } = await accounts.add(EMAIL[role], role);
    await people.setPassword({ token, password: PASSWORD, address: "127.0.0.1" });
  }

  async function signIn(role: Role): Promise<Desk> {
    const answer = await app.inject({
      url: "/desk/sign-in",
      ...form({ email: EMAIL[role], password: PASSWORD }),
    });
    const cookie = cookieOf(answer);
    const page = await app.inject({ url: "/desk/account", headers: { cookie } });
    const formToken = /data-form-token="([^"]+)"/.exec(page.payload)?.[1] ?? "";
    return {
      cookie,
      formToken,
      get: (url) => app.inject({ url, headers: { cookie } }),
      post(url, fields = {}) {
        const { headers, ...rest } = form({ formToken, ...fields });
        return app.inject({ url, ...rest, headers: { ...headers, cookie } });
      },
      send: (url, body) =>
        app.inject({
          method: "POST",
          url,
          headers: {
            cookie,
            accept: "application/json",
            "x-form-token": formToken,
            "sec-fetch-site": "same-origin",
          },
          payload: body,
        }),
    };
  }
  return { ...test, signIn };
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieOf({ headers }: LightMyRequestResponse): string {
  return String(headers["set-cookie"] ?? "").split(";")[0] ?? "";
}

/** Signs in by the form that the sign-in page posts, without showing that page, and opens `next`. */
export async function signInInBrowser(
  page: Page,
  { origin, role, next = "/desk" }: { origin: string; role: Role; next?: string },
): Promise<void> {
  const fields = form({ email: EMAIL[role], password: PASSWORD });
  const answer = await fetch(`${origin}/desk/sign-in`, {
    ...fields,
    body: fields.payload,
    redirect: "manual",
  });
  const [name = "", value = ""] = answer.headers.get("set-cookie")?.split(";")[0]?.split("=") ?? [];
  await page.context().addCookies([{ name, value, url: origin, httpOnly: true, sameSite: "Lax" }]);
  await page.goto(`${origin}${next}`);
}
