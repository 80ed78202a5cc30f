import type { WriteStream } from "node:tty";

/** Shows a line on a terminal's stream until it is hidden. It replaces the previous line. */
export function showLine(
    stream: Pick<WriteStream, "columns"> & { readonly fd: number },
    title: string,
    startedMs?: number,
): void;

/** Clears the line. Later output starts in its place. */
export function hideLine(): void;
