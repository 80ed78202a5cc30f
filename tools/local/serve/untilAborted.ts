/** Waits until a signal is aborted, which is not an error. */
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
