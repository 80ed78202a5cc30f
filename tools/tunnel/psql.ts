import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { shellWord } from "../local/serve/shellWord";

/** A login at the tunnel's end. */
export interface TunnelLogin {
    /** The endpoint, which is the name in the certificate. */
    readonly host: string;
    readonly remotePort: number;
    /** The port of this machine. */
    readonly port: number;
    readonly databaseName: string;
    readonly login: string;
    readonly region: string;
    readonly write: boolean;
}

/** The arguments of AWS CLI that generate a token, valid for 15 minutes. It is for the endpoint, not for the tunnel. */
export function tokenArguments({ host, remotePort, login, region }: TunnelLogin): readonly string[] {
    return [
        ...["rds", "generate-db-auth-token", "--hostname", host, "--port", String(remotePort)],
        ...["--username", login, "--region", region],
    ];
}

/** libpq's variables without the password: https://www.postgresql.org/docs/current/libpq-envars.html */
function variables({ host, port, databaseName, login, write }: TunnelLogin): Readonly<Record<string, string>> {
    return {
        PGHOST: host,
        PGHOSTADDR: "127.0.0.1",
        PGPORT: String(port),
        PGDATABASE: databaseName,
        PGUSER: login,
        PGSSLMODE: "verify-full",
        PGSSLROOTCERT: join(projectFolder, "components/function/rds-global-bundle.pem"),
        PGAPPNAME: "tunnel",
        PGOPTIONS: `-c default_transaction_read_only=${write ? "off" : "on"}`,
    };
}

/** A line for a shell that runs psql. The shell generates the token, so the line contains no secret. */
export function psqlLine(login: TunnelLogin): string {
    const words = Object.entries(variables(login)).map(([name, value]) => `${name}=${shellWord(value)}`);
    const token = ["aws", ...tokenArguments(login)].map(shellWord).join(" ");
    return [...words, `PGPASSWORD="$(${token})"`, "psql"].join(" ");
}

/**
 * Runs psql in this terminal until it ends. Ctrl-C belongs to psql, which cancels the statement.
 *
 * @param token the password, passed in psql's environment only.
 * @param command SQL to run instead of an interactive session.
 * @returns psql's exit code, as a shell reports it.
 */
export async function runPsql(login: TunnelLogin, token: string, command: string | undefined): Promise<number> {
    const child = spawn("psql", command === undefined ? [] : ["--no-psqlrc", "--command", command], {
        stdio: "inherit",
        env: { ...process.env, ...variables(login), PGPASSWORD: token },
    });
    const end = () => {
        child.kill("SIGTERM");
    };
    process.on("SIGTERM", end).on("SIGHUP", end);
    try {
        await once(child, "close");
        return child.exitCode ?? 128 + constants.signals[child.signalCode ?? "SIGTERM"];
    } finally {
        process.off("SIGTERM", end).off("SIGHUP", end);
    }
}
