// The one place that reads the environment: parsed once, with defaults that work.
import { z } from "zod";
import { Problem } from "./errors.ts";

const url = z
  .string()
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
    error: "expected a URL that begins with http:// or https://",
  })
  .transform((text) => text.replace(/\/+$/, ""));

/** A whole number in a setting's text. */
const whole = (least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `expected a whole number from ${least} to ${most}`,
    })
    .transform(Number);

const off = z.literal("off", { error: "expected off" });

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const settings = z.object({
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where the public reaches this server, for links that leave it. Null: not said. */
  PUBLIC_URL: url.nullable().default(null),
  /** The folder for whatever is kept: refreshed seats, and the operator's word on single ones. */
  VAR_DIR: z.string().min(1).default("var"),
  /** Where campaigns, accounts and tallies are kept. Null: `postbag.sqlite` in VAR_DIR. */
  DATABASE_URL: z
    .string()
    .refine((text) => /^sqlite:./.test(text), { error: "expected sqlite: and the path of a file" })
    .nullable()
    .default(null),
  /** The file of the keys that open the stalls' queues. Null: `keys/stalls.keys` in VAR_DIR. */
  POSTBAG_KEY_FILE: z.string().min(1).nullable().default(null),
  /** Null: postcodes.io is never asked. */
  POSTCODES_IO_URL: z
    .union([off.transform(() => null), url], {
      error: "expected off, or a URL that begins with http:// or https://",
    })
    .default("https://api.postcodes.io"),
  MEMBERS_API_URL: url.default("https://members-api.parliament.uk"),
  /** Hours between two refreshes of the seats, or null: they are refreshed by hand. */
  SEATS_REFRESH: z
    .union([off.transform(() => null), whole(1, 720)], {
      error: "expected off, or a whole number from 1 to 720",
    })
    .default(24),
  /** Whether Parliament is dissolved: then no seat has a member. */
  DISSOLUTION: z
    .enum(["off", "on"], { error: "expected on or off" })
    .transform((text) => text === "on")
    .default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `expected one of ${LOG_LEVELS.join(", ")}` }).default("info"),
  /** How many proxies stand in front (their X-Forwarded-For is believed), or `off`. */
  TRUST_PROXY: z
    .union([off.transform(() => 0), whole(0, 10)], { error: "expected off, or a whole number from 0 to 10" })
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
