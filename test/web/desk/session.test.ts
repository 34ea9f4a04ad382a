// The frame of the desk: who gets in, and what is refused.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { form } from "../../support/app.ts";
import { buildDesk, cookieOf, type DeskApp, EMAIL, PASSWORD } from "../../support/desk.ts";

let test: DeskApp;
beforeAll(async () => {
  test = await buildDesk();
});
afterAll(() => test.app.close());

describe("a page of the desk", () => {
  it("leads whoever is not signed in to the sign-in, and back", async () => {
    const sent = await test.app.inject("/desk/account?a=1");
    expect([sent.statusCode, sent.headers.location]).toEqual([
      303,
      "/desk/sign-in?next=%2Fdesk%2Faccount%3Fa%3D1",
    ]);
    const page = await test.app.inject(String(sent.headers.location));
    expect(page.payload).toContain('name="next" value="/desk/account?a&#x3D;1"');
    const fields = { email: EMAIL.editor, password: PASSWORD, next: "/desk/account?a=1" };
    const signedIn = await test.app.inject({ url: "/desk/sign-in", ...form(fields) });
    expect([signedIn.statusCode, signedIn.headers.location]).toEqual([303, "/desk/account?a=1"]);
    const there = await test.app.inject({
      url: "/desk/account?a=1",
      headers: { cookie: cookieOf(signedIn) },
    });
    expect(there.payload).toContain(EMAIL.editor);
  });

  it("has the desk around it, its problems too", async () => {
    const desk = await test.signIn("editor");
    expect((await desk.get("/desk/account")).payload).toContain("Audit log");
  });
});
