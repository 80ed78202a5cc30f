/** Resolves when a signal is aborted. The abortion is not an error here. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
        signal.addEventListener(
            "abort",
            () => {
                resolve();
            },
            { once: true },
        );
    });
}
