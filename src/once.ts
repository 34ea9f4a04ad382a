// Parts are made when they are first asked for.

/** Makes a value the first time it is asked for; a failure is not kept, so that the next one may succeed. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
