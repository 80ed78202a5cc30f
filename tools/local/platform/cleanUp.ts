/** Ends what was started, to be called last first. */
export type CleanUp = (() => Promise<void>)[];

/**
 * Ends the last that was started first, also what is added meanwhile; one that cannot end does not keep the others.
 * Nothing is left to be ended twice.
 *
 * @throws the first error, when everything else has ended.
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
