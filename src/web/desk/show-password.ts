// The script of pages on which a password is typed.

/** Shows what is typed, where somebody asks for it. */
export const SHOW_PASSWORD: readonly string[] = ["/public/show-password.js"];
