// postbag desk: who may work at the desk. The links that it prints are the only way to a first or a new password.
import { type Command, Option } from "commander";
import { type ListedAccount, ROLES, type Role } from "../accounts/account.ts";
import { type Accounts, type Invitation, LINK_HOURS } from "../accounts/accounts.ts";
import { instantText } from "../accounts/instant-text.ts";
import type { Words } from "../words.ts";
import type { CliIo } from "./io.ts";

export type DeskParts = {
  readonly accounts: () => Promise<Accounts>;
  /** Where the desk's people reach this server, without a slash at the end. */
  readonly siteUrl: () => Promise<string>;
  readonly words: Words;
  /** The instant that it is. */
  readonly now: () => Temporal.Instant;
};

/**
 * Adds `desk add`, `list`, `reset` and `remove`. A link is the one line on standard output, so that it can be piped; what to do with
 * it is said on standard error. Throws what the accounts throw.
 */
export function addDesk(program: Command, io: CliIo, { accounts, siteUrl, words, now }: DeskParts): void {
  const desk = program.command("desk").description(words("cli.desk.about"));

  desk
    .command("add")
    .description(words("cli.desk.add"))
    .argument("<email>", words("cli.desk.email"))
    .addOption(new Option("--role <role>", words("cli.desk.role")).choices(ROLES).makeOptionMandatory())
    .action(async (email: string, { role }: { role: Role }) => {
      const invitation = await (await accounts()).add(email, role);
      const { account } = invitation;
      say(words(`cli.desk.added.${account.role}`, { email: account.email }));
      await print(invitation);
    });

  desk
    .command("list")
    .description(words("cli.desk.list"))
    .action(async () => {
      const all = await (await accounts()).list();
      for (const account of all)
        io.stdout.write(
          `${account.email}\t${account.role}\t${words(`cli.desk.state.${stateOf(account)}`)}\n`,
        );
      if (all.length === 0) say(words("cli.desk.none"));
    });

  desk
    .command("reset")
    .description(words("cli.desk.reset"))
    .argument("<email>", words("cli.desk.email"))
    .action(async (email: string) => {
      const invitation = await (await accounts()).reset(email);
      say(words("cli.desk.wasReset", { email: invitation.account.email }));
      await print(invitation);
    });

  desk
    .command("remove")
    .description(words("cli.desk.remove"))
    .argument("<email>", words("cli.desk.email"))
    .action(async (email: string) => {
      await (await accounts()).remove(email);
      say(words("cli.desk.removed", { email }));
    });

  async function print({ token }: Invitation): Promise<void> {
    say(words("cli.desk.link", { count: LINK_HOURS }));
    io.stdout.write(`${await siteUrl()}/desk/password/${token}\n`);
  }

  function say(line: string): void {
    io.stderr.write(`${line}\n`);
  }

  function stateOf({ hasPassword, linkExpiresAt }: ListedAccount): "ready" | "invited" | "stuck" {
    if (hasPassword) return "ready";
    return linkExpiresAt !== null && linkExpiresAt > instantText(now()) ? "invited" : "stuck";
  }
}
