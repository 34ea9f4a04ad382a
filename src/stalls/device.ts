// A device that takes part in a hosted stall: what it may do, and over which lines it may speak.
import { isIP } from "node:net";

/** `table`: takes cards from members and sees no queue. `rep`: sees the queue, prints, and ends devices. */
export const ROLES = ["table", "rep"] as const;
export type Role = (typeof ROLES)[number];

/** A paired device. Its session's token is known to it alone. */
export type Device = {
  readonly id: string;
  readonly stall: string;
  readonly role: Role;
  /** What the rep calls it. */
  readonly name: string;
  /** ISO 8601 in UTC. */
  readonly pairedAt: string;
};

/** How a request came in. `address` is the socket's own; `forwarded` is whether a proxy says that it stands between. */
export type Line = {
  readonly protocol: string;
  readonly address: string;
  readonly host: string;
  readonly forwarded: boolean;
};

/**
 * Whether members' words may travel on this line: encrypted, or never leaving the machine. Over plain HTTP the address alone does not
 * show the latter, for a proxy on the same machine has it too: the name that was asked for must be the machine's own, and no proxy between.
 */
export function isPrivateLine({ protocol, address, host, forwarded }: Line): boolean {
  if (protocol === "https") return true;
  return !forwarded && isLoopbackAddress(address) && isLoopbackHost(host);
}

/** 127.0.0.0/8 and ::1 (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3), the former also as IPv6 writes it. */
function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, "");
  return plain === "::1" || (isIP(plain) === 4 && plain.startsWith("127."));
}

/** A `Host` header that can only mean this machine: a name that somebody else answers for (DNS rebinding) is none. */
function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return name.toLowerCase() === "localhost" || isLoopbackAddress(name);
}
