import type { WriteStream } from "node:tty";

/** Draws the line on a terminal's stream until it is hidden. A line that is shown already gives way to it. */
export function showLine(
    stream: Pick<WriteStream, "columns"> & { readonly fd: number },
    title: string,
    startedMs?: number,
): void;

/** Takes the line away: what is written from then on stands in its place. */
export function hideLine(): void;
