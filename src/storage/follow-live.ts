// Keeps the campaigns that members see in step with the store, whichever process published.
import type { VersionStore } from "../campaigns/versions.ts";
import type { LiveCampaigns, NotShown } from "./live-campaigns.ts";

/** How long another process's publication may go unseen, ms. Looking takes one row. */
const LOOK_MS = 2_000;

/** `store`: whether it answered when it was last asked. */
export type LiveState = {
  readonly store: "answers" | "fails";
  readonly notShown: readonly NotShown[];
};

export type FollowLive = {
  readonly state: () => LiveState;
  /** Looks now; what was committed before the call is shown after it. Never rejects: where the store fails, all stays as it is. */
  readonly look: () => Promise<void>;
  /** Begins to look again and again, on a timer that keeps no process alive. */
  readonly start: () => void;
  /** Looks no more; a look that is under way is awaited. */
  readonly stop: () => Promise<void>;
};

export type FollowLiveParts = {
  readonly versions: Pick<VersionStore, "live" | "liveMark">;
  readonly live: LiveCampaigns;
  /** Told of each version that cannot be shown, once. */
  readonly onNotShown: (version: NotShown) => void;
  /** Told when the store stops answering, and when it answers again. */
  readonly onStore: (store: LiveState["store"]) => void;
  readonly everyMs?: number;
};

/** Makes the follower; it does nothing before `look` or `start`. */
export function createFollowLive({
  versions,
  live,
  onNotShown,
  onStore,
  everyMs = LOOK_MS,
}: FollowLiveParts): FollowLive {
  let state: LiveState = { store: "answers", notShown: [] };
  let seen: string | null = null;
  let looking = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function lookOnce(): Promise<void> {
    const before = state;
    try {
      // The mark first: what is published in between has another, and is found by the next look.
      const mark = await versions.liveMark();
      if (mark !== seen) {
        state = { ...state, notShown: live.exchange(await versions.live()) };
        seen = mark;
      }
      state = { ...state, store: "answers" };
    } catch {
      state = { ...state, store: "fails" };
    }
    if (state.store !== before.store) onStore(state.store);
    for (const version of state.notShown) {
      if (!before.notShown.some((known) => isSame(known, version))) onNotShown(version);
    }
  }

  /** One at a time, so that a look that began before a publication never has the last word. */
  function look(): Promise<void> {
    looking = looking.then(lookOnce);
    return looking;
  }

  return {
    state: () => state,
    look,
    start() {
      timer = setInterval(() => void look(), everyMs);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

function isSame(a: NotShown, b: NotShown): boolean {
  return a.campaign === b.campaign && a.version === b.version;
}

/** The store, with a look after each change of what members see: whoever publishes sees it at once. */
export function lookingAfterChanges(versions: VersionStore, look: () => Promise<void>): VersionStore {
  const then =
    <Given extends readonly unknown[], Outcome>(change: (...given: Given) => Promise<Outcome>) =>
    async (...given: Given): Promise<Outcome> => {
      const outcome = await change(...given);
      await look();
      return outcome;
    };
  return {
    ...versions,
    seed: then(versions.seed),
    publish: then(versions.publish),
    restore: then(versions.restore),
    importVersion: then(versions.importVersion),
    setArchived: then(versions.setArchived),
  };
}
