import type { ProgramRun } from "../../offline/runProgram";
import type { Progress } from "../cli/progress";
import { type LocalAws, serveAws } from "../local/platform/aws";
import type { CleanUp } from "../local/platform/cleanUp";
import { type LocalDatabase, startDatabase } from "../local/platform/database";

/** The stack whose functions are measured. It has one instance, and its settings limit no figure. */
export const stack = "dev";

/** The database and the AWS endpoints that the functions use on this machine. */
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
        const started = await startDatabase(program.resources, { signal });
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
