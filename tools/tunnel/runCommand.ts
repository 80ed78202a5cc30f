import { stackSettings } from "../../offline/stackSettings";
import { callAws, requirePrograms } from "../cli/awsCli";
import { exitCodes } from "../cli/command";
import { commandFailure } from "../cli/commandFailure";
import { createInterruption, exitCodeOf } from "../cli/interruption";
import { createProgress, type Progress } from "../cli/progress";
import type { TunnelOptions } from "./options";
import { psqlLine, runPsql, tokenArguments, type TunnelLogin } from "./psql";
import { openSession, requireFreePort, type Session } from "./session";

/** psql was run and failed. */
const psqlFailedExitCode = 3;

/** Opens the tunnel, runs psql, and ends everything. Returns the exit code. */
export async function runCommand(options: TunnelOptions): Promise<number> {
    const interruption = createInterruption();
    const { signal } = interruption;
    const progress = createProgress(process.stderr, signal);
    const sessions: Session[] = [];
    try {
        const login = await prepare(options, progress, signal);
        interruption.hold();
        try {
            const session = await progress.step(`Open port ${login.port} through ${options.target}`, async () => {
                const opened = await openSession({ ...login, target: options.target }, signal);
                sessions.push(opened);
                return opened;
            });
            return options.print
                ? await keepOpen(login, session, signal)
                : await connect(options, login, session, progress, signal);
        } finally {
            await progress.lastStep("End the session", async () => {
                for (const { end } of sessions) await end();
            });
        }
    } catch (error) {
        const { message, exitCode } = commandFailure("The tunnel was not opened, or was lost:", error, signal);
        process.stderr.write(`${message}\n`);
        return exitCode;
    }
}

/** Checks this machine, and reads where the database is. */
async function prepare(
    { stack, login, port, write, print }: TunnelOptions,
    progress: Progress,
    signal: AbortSignal,
): Promise<TunnelLogin> {
    const { region, database } = stackSettings(stack);
    await progress.step("Check this machine", async () => {
        await requirePrograms(!print);
        await requireFreePort(port);
    });
    const parameter = `${database.parameterPath}${write ? "host" : "reader-host"}`;
    const host = await progress.step(`Read ${parameter}`, () => {
        const args = ["ssm", "get-parameter", "--region", region, "--name", parameter];
        return callAws(parameter, [...args, "--query", "Parameter.Value", "--output", "text"], signal);
    });
    return { host, remotePort: database.port, port, databaseName: database.databaseName, login, region, write };
}

async function connect(
    { command }: TunnelOptions,
    login: TunnelLogin,
    session: Session,
    progress: Progress,
    signal: AbortSignal,
): Promise<number> {
    const token = await progress.step(`Log in as ${login.login}, ${login.write ? "writing" : "read-only"}`, () =>
        callAws("generate a token", tokenArguments(login), signal),
    );
    const lost = { text: "" };
    void session.lost.then((text) => (lost.text = text));
    const code = await runPsql(login, token, command);
    if (lost.text !== "") throw new Error(lost.text);
    if (code > 128) return code;
    return code === 0 ? exitCodes.done : psqlFailedExitCode;
}

/** Prints psql's line and waits for Ctrl-C, which is the regular end. */
async function keepOpen(login: TunnelLogin, session: Session, signal: AbortSignal): Promise<number> {
    process.stdout.write(`${psqlLine(login)}\n`);
    const aborted = new Promise<undefined>((resolve) => {
        signal.addEventListener("abort", () => {
            resolve(undefined);
        });
    });
    const lost = await Promise.race([session.lost, aborted]);
    if (lost !== undefined) throw new Error(lost);
    return exitCodeOf(signal) === 130 ? exitCodes.done : exitCodeOf(signal);
}
