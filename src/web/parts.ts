// What the web needs of everything before it: handed in by assemble.ts.

import type { Accounts } from "../accounts/accounts.ts";
import type { AuditLog } from "../accounts/audit.ts";
import type { PreviewLinks } from "../accounts/preview-links.ts";
import type { SignIn } from "../accounts/sign-in.ts";
import type { FrontImageCheck } from "../campaigns/front-image/check-front-image.ts";
import type { Organisation } from "../campaigns/organisation.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import type { VersionStore } from "../campaigns/versions.ts";
import type { WriteLetter } from "../letters/write-letter.ts";
import type { FindMp } from "../mps/find-mp.ts";
import type { RefreshState } from "../mps/refresh-job.ts";
import type { Seats } from "../mps/seats.ts";
import type { Paper } from "../paper/paper.ts";
import type { Prove } from "../proofs/prove-source.ts";
import type { Stalls } from "../stalls/stalls.ts";
import type { LiveState } from "../storage/follow-live.ts";
import type { TallyCounter } from "../tallies/counter.ts";
import type { TallyStore } from "../tallies/store.ts";
import type { Words } from "../words.ts";
import type { Limits } from "./safety.ts";

/** A source of the data shipped, as the attribution page names it. */
export type DataSource = {
  readonly title: string;
  readonly source: string;
  readonly licence: readonly string[];
};

export type WebParts = {
  readonly campaigns: CampaignStore;
  /** What the desk works on. What members see is `campaigns`. */
  readonly versions: VersionStore;
  readonly audit: AuditLog;
  /** Whether the store answers, and which live versions this program cannot read. */
  readonly liveState: () => LiveState;
  readonly seats: Seats;
  readonly findMp: FindMp;
  readonly writeLetter: WriteLetter;
  readonly paper: Paper;
  /** How many letters left, by constituency and by day: what counts them, and where the counts are kept. */
  readonly tallies: { readonly counter: TallyCounter; readonly store: TallyStore };
  readonly words: Words;
  /** How the desk's people come in. */
  readonly signIn: SignIn;
  readonly organisation: Organisation;
  readonly sources: readonly DataSource[];
  /** How the last refresh of the seats went; null where there are none. */
  readonly seatsRefresh: (() => RefreshState) | null;
  /** Proves a campaign against every seat; every caller goes through it, wherever the work is done. */
  readonly prove: Prove;
  /** Checks a picture for a card's front in another thread: a large one takes seconds. */
  readonly checkPicture: (picture: Uint8Array) => Promise<FrontImageCheck>;
  readonly previewLinks: PreviewLinks;
  /** Who may do what at the desk. */
  readonly accounts: Pick<Accounts, "list">;
  /** Today's ISO date in London. */
  readonly today: () => string;
  /** The time now: by it campaigns open and close. */
  readonly now: () => Temporal.Instant;
  /** Whom an unknown postcode is asked of, as a host name; null: nobody. */
  readonly asksOutside: string | null;
  readonly publicUrl: string | null;
  readonly stalls: Stalls;
  /** The stall for which the program was started on a rep's laptop; null on a server. */
  readonly localStall: string | null;
  readonly limits: Limits;
  /** Folders: `templates/pages`, `public`, and the font's files for browsers; and the file of the postcodes. */
  readonly folders: {
    readonly pages: string;
    readonly public: string;
    readonly fonts: string;
    readonly postcodes: string;
  };
};
