/** A handler that does nothing: what Node.js alone takes. */
export function handler(): Promise<undefined> {
    return Promise.resolve(undefined);
}
