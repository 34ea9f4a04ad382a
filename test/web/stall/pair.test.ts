import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stalls } from "../../../src/stalls/stalls.ts";
import { invitationLink } from "../../../src/web/stall/invitation.ts";
import { buildApp, form } from "../../support/app.ts";
import { buildHostedStall, buildLocalStall, type HostedStall } from "../../support/at-stall.ts";

describe("pairing a device", () => {
  let test: HostedStall;
  let stalls: Stalls;
  beforeAll(async () => {
    test = await buildHostedStall();
    stalls = await test.parts.stalls();
  });
  afterAll(() => test.app.close());
  const pair = (fields: Record<string, string>, address = "127.0.0.1") =>
    test.app.inject({ url: "/stall/pair", ...form(fields), remoteAddress: address });

  it("takes the code on the rep’s screen, with spaces in it as well, and gives a cookie for the stall alone", async () => {
    const { code } = await stalls.pairing.code(test.stall);
    const answer = await pair({ code: `${code.slice(0, 3)} ${code.slice(3)}`, name: "By the door" });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/stall"]);
    const cookie = String(answer.headers["set-cookie"]);
    expect(cookie).toMatch(
      /^postbag-stall=[\w-]{43}; Path=\/stall; HttpOnly; SameSite=Strict; Max-Age=86400$/,
    );
    const taken = await test.app.inject({ url: "/stall", headers: { cookie: cookie.split(";")[0] ?? "" } });
    expect(taken.payload).toContain("Take a card");
    const devices = await stalls.pairing.devices(test.stall);
    expect(devices.map(({ name, role }) => [name, role])).toContainEqual(["By the door", "table"]);
  });

  it("gives its cookie over https under a name that only https may set", async () => {
    const proxied = await buildApp({ TRUST_PROXY: "1" });
    const made = await proxied.parts.stalls();
    const stall = await made.create({
      kind: "hosted",
      name: "AGM",
      campaign: "safe-workloads",
      sheet: "a4",
      opens: null,
      closes: null,
    });
    const invitation = `${stall.id}.${await made.pairing.invite(stall, "table")}`;
    const { headers, ...rest } = form({ invitation });
    const https = { "x-forwarded-proto": "https", "x-forwarded-for": "10.0.0.7", host: "stall.example" };
    const answer = await proxied.app.inject({
      url: "/stall/pair",
      ...rest,
      headers: { ...headers, ...https },
    });
    expect(String(answer.headers["set-cookie"])).toMatch(/^__Secure-postbag-stall=.*; Secure;/);
    await proxied.app.close();
  });

  it("says of a wrong code that it is wrong, and after several how long to wait", async () => {
    const wrong = await pair({ code: "nonsense" }, "127.0.0.2");
    expect(wrong.statusCode).toBe(403);
    expect(wrong.payload).toContain("That is not the code");
    let answer = wrong;
    for (let time = 0; time < 20 && answer.statusCode === 403; time++) {
      answer = await pair({ code: "nonsense" }, "127.0.0.2");
    }
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(answer.payload).toMatch(/Wait|No code is taken/);
  });

  it.each(["[]", "null", "5", '{"code":{"a":1},"name":[1]}'])(
    "takes the body %s for a wrong code",
    async (payload) => {
      const headers = { "sec-fetch-site": "same-origin", "content-type": "application/json" };
      const request = {
        method: "POST",
        url: "/stall/pair",
        headers,
        payload,
        remoteAddress: "127.0.0.5",
      } as const;
      expect([403, 429]).toContain((await test.app.inject(request)).statusCode);
    },
  );

  it("takes an invitation once, by its link’s fragment, in the role that it is for", async () => {
    const token = await stalls.pairing.invite(test.stall, "rep");
    const link = invitationLink("https://stall.example", test.stall.id, token);
    const invitation = new URL(link).hash.replace("#join=", "");
    expect(new URL(link).pathname + new URL(link).search).toBe("/stall");
    const before = (await stalls.pairing.devices(test.stall)).length;
    expect((await pair({ invitation, name: " " })).statusCode).toBe(303);
    // Whoever gives no name is still one in the list, and on the jobs that they print.
    const names = (await stalls.pairing.devices(test.stall)).map(({ name }) => name);
    expect(names).toContain(`Device ${before + 1}`);
    const again = await pair({ invitation });
    expect(again.statusCode).toBe(403);
    expect(again.payload).toContain("not good any more");
  });

  it.each(["", "x", "x.y", `${"a".repeat(150)}.b`])(
    "refuses an invitation that is none: “%s”",
    async (invitation) => {
      expect((await pair({ invitation, code: "x" }, "127.0.0.3")).statusCode).toBeGreaterThanOrEqual(403);
    },
  );

  it("asks which stall only where there are several, and names no stall where there is one", async () => {
    const one = await test.app.inject("/stall");
    expect(one.payload).not.toContain("AGM in Leeds");
    const other = await stalls.create({ ...test.stall, name: "Branch day" });
    const two = await test.app.inject("/stall");
    expect(two.payload).toContain("AGM in Leeds");
    expect(two.payload).toContain("Branch day");
    const { code } = await stalls.pairing.code(other);
    const unsaid = await pair({ code }, "127.0.0.4");
    expect(unsaid.statusCode).toBe(404);
    expect((await pair({ code, stall: other.id }, "127.0.0.4")).statusCode).toBe(303);
    await stalls.closing.wipe(other);
  });

  it("ends with the session: the device sees the pairing page, and its fetches are refused", async () => {
    const device = await test.pair("table");
    const url = `/stall/alive?stall=${test.stall.id}`;
    expect((await device.get(url)).statusCode).toBe(200);
    await stalls.pairing.end(test.stall, "all");
    expect((await device.get("/stall")).payload).toContain("six digits");
    const refused = await device.send("/stall/cards", {});
    expect([refused.statusCode, refused.json().code]).toEqual([401, "device-unpaired"]);
    const headers = { cookie: device.cookie, accept: "application/json" };
    const alive = async (of: string) => (await test.app.inject({ url: of, headers })).json().code;
    expect(await alive(url)).toBe("device-unpaired");
    await stalls.closing.wipe(test.stall);
    expect(await alive(url)).toBe("stall-wiped");
    expect(await alive("/stall/alive?stall=none")).toBe("stall-unknown");
  });
});

it("a laptop’s own stall pairs with nobody", async () => {
  const { app, rep } = await buildLocalStall();
  expect((await rep.post("/stall/pair", { code: "123456" })).statusCode).toBe(404);
  await app.close();
});

it("where no stall is open, the pairing page says so", async () => {
  const { app } = await buildApp();
  expect((await app.inject("/stall")).payload).toContain("No stall is open on this site");
  await app.close();
});
