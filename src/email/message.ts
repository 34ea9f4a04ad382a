// What an email is, whichever way it opens.

/** `to` is null where the MP publishes no address: nothing is guessed. Line ends of `body` are `\n`. */
export type Email = { readonly to: string | null; readonly subject: string; readonly body: string };
