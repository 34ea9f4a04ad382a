// Words that tell a surname from what else can follow a title.

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** What can follow a title and is nobody's surname there: offices, other titles, and words that start a sentence. */
export const NO_NAMES = setOf(
  "speaker deputy chairman chairwoman chairperson chair president minister prime secretary mayor ambassador commissioner " +
    "mr mrs ms miss mx dr doctor prof professor rev revd reverend right nobody who martens pepper teams excel outlook word office society " +
    "i we you he she it they me us him her them my our your his its their this that these those there here " +
    "the a an and or but nor if as at by for from in into of off on onto out over to up with without about after " +
    "against before between during since than then through until upon while when where why how what which whom whose " +
    "not no yes never now today tomorrow yesterday again also always another any anybody anyone every everybody everyone",
);

/** What follows a title in small letters and goes on with the sentence; with a capital it can be a surname ("Mr May"). */
export const NO_SMALL_NAMES = setOf(
  "is am are was were be been being has have had do does did will would shall should can could may might must " +
    "so all both each few many more most some somebody someone such only own same too very just even still yet men " +
    "said says saw came went got told asked made left gave took",
);

/** Small words inside a surname. */
export const PARTICLES = setOf(
  "van von der den de di da dos das du del della la le el al bin ibn bint ap ab ferch ní nic ó ua mac ter ten te st zu",
);

/** Who somebody is: after one of these the name can be left out ("my client Mr Smith"). */
export const ROLES = setOf(
  "client clients colleague man woman person offender prisoner victim witness tenant patient manager officer boss " +
    "supervisor worker doctor partner neighbour father mother son daughter brother sister husband wife",
);
