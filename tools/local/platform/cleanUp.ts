/** Functions that each stop one thing. {@link endAll} calls the last one first. */
export type CleanUp = (() => Promise<void>)[];

/**
 * Stops everything in reverse order, including anything added meanwhile. A failure does not prevent the remaining
 * calls. The list is empty afterwards, so a second call stops nothing twice.
 *
 * @throws the first error, after all calls.
 */
export async function endAll(cleanUp: CleanUp): Promise<void> {
    const errors: unknown[] = [];
    for (let end = cleanUp.pop(); end !== undefined; end = cleanUp.pop()) {
        await end().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) {
        throw errors[0];
    }
}
