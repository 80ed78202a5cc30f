import type postgres from "postgres";
import type { Login } from "../secrets";
import type { schemaName } from "./schema";
import type { ServerAddress } from "./socket";

/** Where and as whom to connect. */
export interface SessionOptions extends ServerAddress, Login {
    readonly database: string;
    /** Shown in `pg_stat_activity`. */
    readonly applicationName: string;
    /**
     * Where names without a schema are looked for. A schema in which others make functions may be in it for a login that
     * could do what those may: a function there can be a better match than PostgreSQL's own.
     */
    readonly searchPath: typeof schemaName | "pg_catalog";
    /** How long a statement may wait for a lock; 0: as long as it may run. Milliseconds. */
    readonly lockTimeoutMs: number;
    /** Whether to refuse the last of the login's connections, from which what runs on can still be ended. Default: false. */
    readonly leavesOneFree?: boolean;
}

/** One verified connection, and the driver that speaks over it. It never reconnects: a broken one is replaced. */
export interface Session {
    readonly sql: postgres.Sql;
    /** What the client's own socket says: `pg_stat_ssl` would be the server's view. */
    readonly tls: { readonly version: string; readonly cipher: string };
    /** Whether the connection may still be used. */
    isOpen(): boolean;
    /** Destroys the connection once it has received `bytes` more; work in progress then fails with `tooLarge`. */
    limitBytes(bytes: number): void;
    /** Ends the connection in order, or by force where the server does not follow at once. */
    close(): Promise<void>;
    /** Ends the connection at once. Work in progress fails here; on the server it goes on. */
    destroy(): void;
    /** Ends the connection, and what the server does for it, as `endWork` says. Takes 300 ms at most, and never throws. */
    abandon(): Promise<void>;
}
