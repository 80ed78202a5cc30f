import type postgres from "postgres";
import type { Login } from "../secrets";
import type { CheckedSocket } from "./checkedSocket";
import type { ServerAddress } from "./socket";

/** The server, the login and the settings of a session. */
export interface SessionOptions extends ServerAddress, Login {
    readonly database: string;
    /** Shown in `pg_stat_activity`. */
    readonly applicationName: string;
    /**
     * The search path. It may contain a schema in which others create functions only if the login has no more
     * privileges than they have: a function there can be a better match than PostgreSQL's own.
     */
    readonly searchPath: string;
    /** How long a statement may wait for a lock. 0 means no limit of its own. Milliseconds. */
    readonly lockTimeoutMs: number;
    /**
     * Whether the database pauses while nobody is connected. After a pause it accepts a connection and answers when it
     * has resumed, so opening the session may take the whole time left.
     *
     * @default false
     */
    readonly pauses?: boolean;
    /** Refuses the login's last connection, which is reserved for ending other work. @default false */
    readonly leavesOneFree?: boolean;
}

/** One verified connection with its driver. It never reconnects: a broken session is replaced. */
export interface Session {
    readonly sql: postgres.Sql;
    /** Starts an exchange past the driver, for `startExtendedQuery`. */
    readonly bypass: CheckedSocket["bypass"];
    /** As the client's own socket reports it. `pg_stat_ssl` would be the server's view. */
    readonly tls: { readonly version: string; readonly cipher: string };
    /** Returns whether the connection may still be used. */
    isOpen(): boolean;
    /** Destroys the connection once it has received `bytes` more; work in progress then fails with `tooLarge`. */
    limitBytes(bytes: number): void;
    /** Closes the connection gracefully, or by force if the server takes too long. */
    close(): Promise<void>;
    /** Closes the connection at once. Work in progress fails here but continues on the server. */
    destroy(): void;
    /** Closes the connection and ends its work on the server (`endWork`). Takes 300 ms at most, and never throws. */
    abandon(): Promise<void>;
}
