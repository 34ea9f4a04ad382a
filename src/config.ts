// The one place that reads the environment: parsed once, with defaults that work.
import { z } from "zod";
import { Problem } from "./errors.ts";

const url = z
  .string()
  .regex(/^https?:\/\/[^\s]+$/, "expected a URL that begins with http:// or https://")
  .transform((text) => text.replace(/\/+$/, ""));

const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where the public reaches this server, for links that leave it. Null: not said. */
  PUBLIC_URL: url.nullable().default(null),
  /** The folder for whatever is kept: refreshed seats, and the operator's word on single ones. */
  VAR_DIR: z.string().min(1).default("var"),
  /** Null: postcodes.io is never asked. */
  POSTCODES_IO_URL: z
    .union([z.literal("off").transform(() => null), url])
    .default("https://api.postcodes.io"),
  MEMBERS_API_URL: url.default("https://members-api.parliament.uk"),
  /** Hours between two refreshes of the seats, or null: they are refreshed by hand. */
  SEATS_REFRESH: z
    .union([z.literal("off").transform(() => null), z.coerce.number().min(1).max(720)])
    .default(null),
  /** Whether Parliament is dissolved: then no seat has a member. */
  DISSOLUTION: z
    .enum(["off", "on"])
    .transform((text) => text === "on")
    .default(false),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  /** How many proxies stand in front (their X-Forwarded-For is believed), or `off`. */
  TRUST_PROXY: z
    .union([z.literal("off").transform(() => 0), z.coerce.number().int().min(0).max(10)])
    .default(0),
  /** Path of an `organisation.yaml`. Null: "Your union". */
  ORGANISATION: z.string().min(1).nullable().default(null),
});

export type Config = Readonly<z.infer<typeof settings>>;

/** Names of all settings, for the test that the documentation lists them. */
export const SETTINGS = Object.keys(settings.shape);

/**
 * Reads the settings from an environment such as `process.env`; an empty value counts as not set.
 * Throws `setting-invalid` naming the setting and what was expected.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(SETTINGS.map((name) => [name, environment[name] || undefined]));
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Problem("setting-invalid", {
    setting: String(issue?.path[0] ?? ""),
    expected: issue?.message ?? "",
  });
}
