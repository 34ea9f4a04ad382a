// What sealing needs of whatever keeps the keys, apart from the database. storage/ implements it.

/** A file that was looked at, and whether anything of the stall is still in it. */
export type LookedAt = { readonly file: string; readonly bytes: number; readonly clean: boolean };

export type StallKeys = {
  /** Makes a stall's key. When it resolves the key is on the disk, so that what is sealed with it can be opened after a power cut. */
  make(stall: string): Promise<void>;
  /** The stall's key. Rejects with `stall-key-missing` or `stall-keys-damaged`. */
  find(stall: string): Promise<Uint8Array>;
  /**
   * Overwrites the stall's key where it stands and takes it out; with the last one the file goes too. The files looked at afterwards.
   * It does not mind where the key has gone already, nor where the file is damaged.
   */
  destroy(stall: string): Promise<readonly LookedAt[]>;
  /** Whether a key could be made now: rejects with `stall-keys-damaged` or `file-unwritable`. */
  check(): Promise<void>;
};
