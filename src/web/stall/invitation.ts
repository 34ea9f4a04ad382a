// An invitation as a link: in its fragment, which browsers send to nobody.

/** The link that pairs one device with a stall. `token` is what `pairing.invite` gave; `origin` is that of the site. */
export function invitationLink(origin: string, stall: string, token: string): string {
  return `${origin}/stall#join=${stall}.${token}`;
}
