// Somebody's first day at the desk: invited, with a password, in, and out again; and its pages at every width.
import { afterAll, beforeAll, expect, it } from "vitest";
import { axe, DESKTOP, describeInBrowser, NO_JAVASCRIPT, PHONE, troublesOf } from "../support/browser.ts";
import { buildDesk, type DeskApp, EMAIL, PASSWORD, signInInBrowser } from "../support/desk.ts";
import { startSite, type TestSite } from "../support/site.ts";

let test: DeskApp;
let site: TestSite;
beforeAll(async () => {
  test = await buildDesk();
  site = await startSite(test.app);
});
afterAll(() => site.close());

const invite = async (email: string) =>
  (await (await test.parts.people()).accounts.add(email, "publisher")).token;

describeInBrowser("the desk's accounts", (open) => {
  it.each([
    ["with JavaScript", DESKTOP],
    ["without JavaScript, on a phone", { ...PHONE, ...NO_JAVASCRIPT }],
  ])("take somebody from the invitation to the sign-out, %s", async (name, device) => {
    const email = `zoe.${name.length}@union.example`;
    const page = await open({ ...device });
    await page.goto(`${site.origin}/desk/password/${await invite(email)}`);
    await page.getByLabel("New password").fill("password1234");
    await page.getByRole("button", { name: "Set my password" }).click();
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("one of the first");
    await page.getByLabel("New password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set my password" }).click();
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("Your email").fill(email);
    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Account", exact: true }).click();
    await page.getByText(`You are signed in as ${email}`).waitFor();
    // No script of the page can read who is signed in, and the cookie is for this host alone.
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: "postbag-desk", httpOnly: true, sameSite: "Lax", path: "/" });
    await page.getByRole("link", { name: "Audit log" }).click();
    await page.getByText("Set a password").first().waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out.").waitFor();
    expect(await page.context().cookies()).toEqual([]);
    await page.goBack();
    await page.reload();
    expect(new URL(page.url()).pathname).toBe("/desk/sign-in");
  });

  it("can be signed in to with the keyboard alone, and a password can be pasted", async () => {
    const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.goto(`${site.origin}/desk/sign-in`);
    await page.evaluate((text) => navigator.clipboard.writeText(text), PASSWORD);
    await page.keyboard.press("Tab");
    for (
      let at = 0;
      at < 9 && !(await page.getByLabel("Your email").evaluate((field) => field === document.activeElement));
      at++
    )
      await page.keyboard.press("Tab");
    await page.keyboard.type(EMAIL.editor);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+v");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${site.origin}/desk/**`);
    await page.getByText(EMAIL.editor).first().waitFor();
  });

  it("show a password that is typed, until it is sent", async () => {
    const page = await open({ ...PHONE });
    await page.goto(`${site.origin}/desk/sign-in`);
    const password = page.getByLabel("Your password");
    await page.getByLabel("Your email").fill("nobody@union.example");
    await password.fill("mistyped");
    await page.getByRole("button", { name: "Show what I type" }).click();
    expect(await password.getAttribute("type")).toBe("text");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Hide it again" }).click();
    expect(await password.getAttribute("type")).toBe("password");
    await page.getByRole("button", { name: "Show what I type" }).click();
    const types = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener("submit", () =>
            resolve(document.querySelector("#password")?.getAttribute("type")),
          );
        }),
    );
    await password.press("Enter");
    expect(await types).toBe("password");
  });

  it("have fields that password managers know", async () => {
    const page = await open();
    const fields = async () =>
      page
        .locator("main input:not([name=formToken], [name=next])")
        .evaluateAll((inputs) =>
          inputs.map((input) => [input.getAttribute("name"), input.getAttribute("autocomplete")]),
        );
    await page.goto(`${site.origin}/desk/sign-in`);
    expect(await fields()).toEqual([
      ["email", "username"],
      ["password", "current-password"],
    ]);
    await page.goto(`${site.origin}/desk/password/${await invite("ada@union.example")}`);
    expect(await fields()).toEqual([
      ["email", "username"],
      ["password", "new-password"],
    ]);
    await signInInBrowser(page, { origin: site.origin, role: "editor", next: "/desk/account" });
    expect(await fields()).toEqual([
      ["username", "username"],
      ["current", "current-password"],
      ["password", "new-password"],
    ]);
  });

  it("are accessible and fit their width", async () => {
    const page = await open();
    const troubles: string[] = [];
    const look = async (name: string) => troubles.push(...(await troublesOf(page, name)));
    const token = await invite(`${"long".repeat(12)}@${"sub.".repeat(9)}union.example`);
    await page.goto(`${site.origin}/desk/password/${token}`);
    await look("set a password");
    await page.getByLabel("New password").fill("password1234");
    await page.getByRole("button", { name: "Set my password" }).click();
    await page.getByRole("alert").waitFor();
    await look("a poor password");
    await page.goto(`${site.origin}/desk/password/${"A".repeat(43)}`);
    await look("a link that was used");
    await page.goto(`${site.origin}/desk/sign-in`);
    await look("the sign-in");
    await page.getByLabel("Your email").fill("nobody@union.example");
    await page.getByLabel("Your password").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await look("a wrong password");
    await signInInBrowser(page, { origin: site.origin, role: "publisher", next: "/desk/audit" });
    await look("the audit log");
    await page.goto(`${site.origin}/desk/account`);
    await look("the account");
    await page.getByLabel("Current password").fill("wrong");
    await page.getByLabel("New password").fill("nine kettles under the pier");
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Change my password" }).click();
    await page.getByRole("heading", { name: "You are signed out" }).waitFor();
    await look("what was refused");
    expect(troubles).toEqual([]);
  });
});
