// That wrong passwords have locked an account stands in the audit log, so that its person and the operator can see an attack.
import type { AccountStore } from "./account.ts";
import type { AuditLog } from "./audit.ts";

/** How long after the answer it is logged, ms. */
const LATER_MS = 1_000;

/**
 * Logs that an account was locked, if there is one: what else was typed as an email is nobody's business and is logged nowhere. It waits,
 * because an answer that took longer would tell that there is such an account. Where it cannot be logged, the sign-ins go on.
 */
export function createLogLocked({
  store,
  audit,
}: {
  readonly store: AccountStore;
  readonly audit: AuditLog;
}): (email: string, at: string) => void {
  async function log(email: string, at: string): Promise<void> {
    const account = await store.byEmail(email);
    if (account !== null) await audit.record({ at, by: "sign-in", what: "locked", account: account.email });
  }
  return (email, at) => {
    setTimeout(() => void log(email, at).catch(() => {}), LATER_MS).unref();
  };
}
