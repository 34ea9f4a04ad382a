// The passwords that are tried first: 49,233 of them, as zxcvbn-ts collected them from what leaked elsewhere.

/** Reads the list, in lower case. It is loaded when it is asked for: only the server needs it, and only when a password is set. */
export async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  return new Set(dictionary["passwords-common"].map((password) => String(password).toLowerCase()));
}
