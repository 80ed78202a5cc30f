import type { CheckedSocket } from "./checkedSocket";
import { bind, describe, execute, flush, parse, sync } from "./clientMessages";
import {
    type Completion,
    completionOf,
    type ResultColumn,
    resultColumns,
    rowValues,
    serverError,
} from "./resultMessages";

/** One statement, and the receiver of its result. */
export interface Statement {
    readonly sql: string;
    /** The text of each parameter, or null. */
    readonly parameters: readonly (string | null)[];
    /** Rows per round trip. */
    readonly rowsAtATime: number;
    takeColumns(columns: readonly ResultColumn[]): void;
    takeRow(values: readonly (string | null)[]): void;
    /** Returns whether to fetch another round of rows. */
    wantsMore(): boolean;
}

/** A statement that the server has received, together with the statements before it. */
export interface ExtendedQuery {
    /** Waits for the end of the statements before this one. Rejects if one fails: the server then skips this one. */
    preceded(): Promise<void>;
    /** Sends the order to run the statement, unless it was sent at the start, and waits for its end. */
    run(): Promise<Completion>;
    /** Ends the pipeline, with the next statement of the driver: the end of the transaction. */
    end(): void;
}

/**
 * Sends a statement after others, all in one pipeline of the extended query protocol. If one of them fails, the server
 * skips all messages up to the next Sync, and the pipeline has none before its end. So the statement never runs without
 * those before it: https://www.postgresql.org/docs/15/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY.
 *
 * The driver would need a round trip of its own for each part: it separates statements by Sync, asks for the types of
 * the parameters before it binds them, and sends Sync only after the last row.
 *
 * @param runsAtOnce whether to send the order to run the statement too, which saves a round trip.
 */
export function startExtendedQuery(
    { bypass }: Pick<CheckedSocket, "bypass">,
    precedingTexts: readonly string[],
    statement: Statement,
    runsAtOnce: boolean,
): ExtendedQuery {
    const { sql, parameters, rowsAtATime } = statement;
    const progress = createMailbox<Completion | "preceded" | "suspended">();
    let preceding = precedingTexts.length;
    const complete = (completion: Completion): void => {
        if (preceding === 0) {
            progress.put(completion);
            return;
        }
        preceding -= 1;
        if (preceding === 0) {
            progress.put("preceded");
        }
    };
    const handlers: Readonly<Record<string, (message: Buffer) => void>> = {
        T: (message) => {
            statement.takeColumns(resultColumns(message));
        },
        D: (message) => {
            statement.takeRow(rowValues(message));
        },
        C: (message) => {
            complete(completionOf(message));
        },
        I: () => {
            complete({ command: null, count: null });
        },
        s: () => {
            progress.put("suspended");
        },
        E: (message) => {
            progress.fail(serverError(message));
        },
    };
    const { send, sendWithNext } = bypass({
        received: (message) => handlers[message.toString("latin1", 0, 1)]?.(message),
        closed: progress.fail,
    });
    const round = Buffer.concat([execute(rowsAtATime), flush()]);
    send(
        Buffer.concat([
            ...precedingTexts.flatMap((text) => [parse(text), bind(), execute()]),
            // Without this, the server would send its responses to them only after the first rows.
            flush(),
            parse(sql, parameters.length),
            bind(parameters),
            describe(),
            runsAtOnce ? round : flush(),
        ]),
    );
    return {
        preceded: async () => {
            await progress.take();
        },
        run: async () => {
            for (let isSent = runsAtOnce; ; isSent = false) {
                if (!isSent) {
                    send(round);
                }
                const reached = await progress.take();
                if (typeof reached === "object") {
                    return reached;
                }
                if (!statement.wantsMore()) {
                    return { command: null, count: null };
                }
            }
        },
        end: () => {
            sendWithNext(sync());
        },
    };
}

/** Values in order, until the first failure. */
interface Mailbox<T> {
    readonly put: (value: T) => void;
    readonly fail: (error: Error) => void;
    /** Waits for the next value. */
    readonly take: () => Promise<T>;
}

function createMailbox<T>(): Mailbox<T> {
    const values: T[] = [];
    let failure: Error | undefined;
    let wake = (): void => undefined;
    return {
        put: (value) => {
            values.push(value);
            wake();
        },
        fail: (error) => {
            failure ??= error;
            wake();
        },
        take: async () => {
            for (;;) {
                const value = values.shift();
                if (value !== undefined) {
                    return value;
                }
                if (failure !== undefined) {
                    throw failure;
                }
                await new Promise<void>((resolve) => {
                    wake = resolve;
                });
            }
        },
    };
}
