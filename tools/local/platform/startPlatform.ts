import { type ProgramRun, type RunOptions, runProgram } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import type { Interruption } from "../../cli/interruption";
import type { Progress } from "../../cli/progress";
import type { LocalFunction } from "../lambda/function";
import { serveAws } from "./aws";
import type { CleanUp } from "./cleanUp";
import { type DatabaseOptions, startDatabase } from "./database";
import { startRegisteredFunction } from "./functions";
import { startPausing } from "./pausing";
import { functionNames, type LocalPlatform } from "./platform";
import { resourceOf } from "./resources";

/** State that is filled during the start, so that a start that fails half-way can be cleaned up too. */
export interface Leftovers {
    /** Stops everything that runs. */
    readonly cleanUp: CleanUp;
    /** The lines that the functions printed, shown if something fails. */
    readonly log: string[];
}

/** The stack to start, and what its database begins with. */
export interface PlatformOptions
    extends Pick<RunOptions, "stack" | "config">, Pick<DatabaseOptions, "restoreFrom" | "certificateAuthority"> {}

/**
 * Registers the stack's resources under Pulumi's mocks and starts those that can run on this machine.
 *
 * @param interruption held as soon as there is something to stop.
 * @param leftovers filled during the start.
 */
export async function startPlatform(
    { stack, config = {}, ...restored }: PlatformOptions,
    progress: Progress,
    interruption: Interruption,
    leftovers: Leftovers,
): Promise<LocalPlatform> {
    const program = await progress.step(`Register the resources of stack ${stack}`, async (say) => {
        const run = await runProgram({ stack, config });
        say(`${run.resources.length} resources`);
        return run;
    });
    interruption.hold();
    const database = await progress.step("Start PostgreSQL with TLS", async (say) => {
        const started = await startDatabase(program.resources, { ...restored, signal: interruption.signal });
        leftovers.cleanUp.push(() => started.server.stop());
        say(started.server.standby === undefined ? "a writer" : "a writer and a reader");
        return started;
    });
    const pausing = pauses(program) ? await startPausing(database.hostMap) : undefined;
    leftovers.cleanUp.push(async () => pausing?.stop());
    const aws = await progress.step("Serve SSM and Secrets Manager", async (say) => {
        const served = await serveAws(program.resources, program.region, database.masterSecretValue);
        leftovers.cleanUp.push(() => served.endpoints.stop());
        say(`${served.account.parameters.length} parameters, ${served.account.secrets.length} secrets`);
        return served;
    });
    const start = (name: string) => startOne(name, { program, database, pausing, aws }, leftovers);
    const [access, rotation] = await progress.step("Start the functions from their artifacts", () =>
        Promise.all([start(functionNames.access), start(functionNames.rotation)]),
    );
    return { stack, program, database, pausing, aws, access, rotation };
}

async function startOne(
    name: string,
    { program, database, pausing, aws }: Pick<LocalPlatform, "program" | "database" | "pausing" | "aws">,
    { cleanUp, log }: Leftovers,
): Promise<LocalFunction> {
    const started = await startRegisteredFunction(resourceOf(program.resources, "aws:lambda/function:Function", name), {
        awsUrl: aws.endpoints.url,
        region: aws.region,
        principals: aws.account.principals,
        caFile: database.server.caFile,
        hostMap: pausing?.hostMap ?? database.hostMap,
        onLog: (line) => log.push(`${name}: ${line}`),
    });
    cleanUp.push(() => started.stop());
    return started;
}

/** Whether the functions know that the database pauses. */
function pauses({ resources }: ProgramRun): boolean {
    const { inputs } = resourceOf(resources, "aws:lambda/function:Function", functionNames.access);
    return toRecord(toRecord(inputs.environment).variables).DATABASE_PAUSES === "true";
}
