// Makes Chromium out of the npm package that carries it: unpacks it once into the temporary folder, with the system
// libraries and fonts that a bare machine lacks, and says how to start it.
import { execFile } from "node:child_process";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { brotliDecompress, createBrotliDecompress } from "node:zlib";
import { readTar } from "./tar.ts";

/** A Chromium that answered when asked for its version, and the environment to start it with. */
export type Chromium = {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whose NSS, NSPR and expat it is linked with: the machine's own, or the package's. */
  readonly libraries: "system" | "bundled";
};

export type ChromiumOptions = {
  /** A browser to use instead of the package's. Default: the environment's `CHROMIUM_PATH`. */
  readonly path?: string | undefined;
  /** `bundled` uses the package's libraries although the system has them. Default: `system` where that works. */
  readonly libraries?: "system" | "bundled" | undefined;
  /** Where to unpack to. Default: a folder of this user's and this version's under `os.tmpdir()`. */
  readonly folder?: string | undefined;
};

const packageRoot = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..");

/**
 * Finds or unpacks a Chromium that runs on this machine. Throws an `Error` that says why where none does.
 *
 * Whether the system's libraries suffice is not guessed from their names: the browser is asked for its version, which
 * the dynamic linker refuses when one is missing.
 */
export async function prepareChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const given = options.path ?? process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== "") {
    return await started({ executablePath: given, env: currentEnvironment(), libraries: "system" });
  }
  const wanted = options.folder ?? (await defaultFolder());
  const folder = await fillOnce(wanted, (draft) => unpack(draft, wanted));
  const executablePath = join(folder, "chromium");
  // The package's one font family everywhere, so that a page measures and looks the same on every machine.
  const env = { ...currentEnvironment(), FONTCONFIG_FILE: join(folder, "fonts.conf") };
  const system: Chromium = { executablePath, env, libraries: "system" };
  const bundled: Chromium = {
    executablePath,
    env: withLibraries(env, join(folder, "lib")),
    libraries: "bundled",
  };
  if (options.libraries === "bundled") return await started(bundled);
  return await started(system).catch(() => started(bundled));
}

/** Asks it for its version, so that what cannot start is found here, with the linker's own words. */
async function started(chromium: Chromium): Promise<Chromium> {
  const { executablePath, env } = chromium;
  await promisify(execFile)(executablePath, ["--version", "--no-sandbox"], { env, timeout: 30_000 });
  return chromium;
}

function currentEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

function withLibraries(env: Record<string, string>, folder: string): Record<string, string> {
  const before = env.LD_LIBRARY_PATH;
  return { ...env, LD_LIBRARY_PATH: before ? `${folder}:${before}` : folder };
}

async function defaultFolder(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  // The user's number keeps two people on one machine from running each other's files.
  return join(tmpdir(), `postbag-chromium-${version}-${userInfo().uid}`);
}

/**
 * Has a folder filled once: in a draft beside it, which is renamed into place when it is whole. A rename happens or
 * does not, so test files that run at the same time find all of it, or fill a draft each and let the first one win.
 */
export async function fillOnce(folder: string, fill: (draft: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return await own(folder);
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  try {
    await fill(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return await own(folder);
}

/** The temporary folder is everybody's: what is run out of it must have been put there by this user. */
async function own(folder: string): Promise<string> {
  if ((await stat(folder)).uid !== userInfo().uid) throw new Error(`${folder} belongs to somebody else`);
  return folder;
}

async function unpack(draft: string, folder: string): Promise<void> {
  await Promise.all([
    unpackExecutable(join(draft, "chromium")),
    unpackArchive("al2023.tar.br", draft),
    unpackArchive("fonts.tar.br", draft),
    writeFile(join(draft, "fonts.conf"), fontSettings(join(folder, "fonts"), join(folder, "font-cache"))),
  ]);
}

async function unpackExecutable(target: string): Promise<void> {
  const source = createReadStream(join(packageRoot, "bin", "chromium.br"));
  await pipeline(source, createBrotliDecompress(), createWriteStream(target, { mode: 0o700 }));
}

async function unpackArchive(name: string, folder: string): Promise<void> {
  const packed = await readFile(join(packageRoot, "bin", name));
  for (const entry of readTar(await promisify(brotliDecompress)(packed))) {
    const target = join(folder, entry.path);
    await mkdir(entry.kind === "folder" ? target : dirname(target), { recursive: true });
    if (entry.kind === "file") await writeFile(target, entry.bytes, { mode: entry.mode });
  }
}

function fontSettings(fonts: string, cache: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>
`;
}
