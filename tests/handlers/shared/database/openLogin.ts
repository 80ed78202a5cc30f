import postgres from "postgres";
import { openSession } from "../../../../handlers/shared/database/openSession";
import type { Session } from "../../../../handlers/shared/database/session";
import type { Deadline } from "../../../../handlers/shared/deadline";
import { type Kind, type Platform, secretArns } from "../../../harness/platform";

/** Opens a session with the current login of a kind. The caller destroys or abandons it. */
export async function openLogin(platform: Platform, kind: Kind, deadline: Deadline): Promise<Session> {
    const { server, database, vault } = platform;
    const { username = "", password = "" } = vault.value(secretArns[kind], "AWSCURRENT");
    const options = {
        host: "localhost",
        port: server.port,
        ca: server.certificateAuthority,
        username,
        password,
        database,
        applicationName: "test",
        searchPath: "pg_catalog",
        lockTimeoutMs: 0,
    };
    return await openSession(postgres, options, deadline);
}
