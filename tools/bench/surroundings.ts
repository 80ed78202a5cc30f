import { serveAws, type LocalAws } from "../local/platform/aws";
import type { CleanUp } from "../local/platform/cleanUp";
import { startDatabase, type LocalDatabase } from "../local/platform/database";
import type { Progress } from "../cli/progress";
import type { ProgramRun } from "../../offline/runProgram";

/** The stack whose functions are measured: it has one instance, and its settings are nobody's bottleneck. */
export const stack = "dev";

/** What stands around the functions on this machine. */
export interface Surroundings {
    readonly program: ProgramRun;
    readonly database: LocalDatabase;
    readonly aws: LocalAws;
}

/** Starts the database and AWS's endpoints as the local platform does. */
export async function startSurroundings(
    program: ProgramRun,
    progress: Progress,
    signal: AbortSignal,
    cleanUp: CleanUp,
): Promise<Surroundings> {
    const database = await progress.step("Start PostgreSQL with TLS", async () => {
        const started = await startDatabase(program.resources, signal);
        cleanUp.push(() => started.server.stop());
        return started;
    });
    const aws = await progress.step("Serve SSM and Secrets Manager", async () => {
        const served = await serveAws(program.resources, program.region, database.masterSecretValue);
        cleanUp.push(() => served.endpoints.stop());
        return served;
    });
    return { program, database, aws };
}
