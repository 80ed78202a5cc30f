import { stackSettings } from "../../offline/stackSettings";
import type { Settings } from "../../settings";
import { requireAwsCli } from "../cli/awsCli";
import { commandFailure } from "../cli/commandFailure";
import { createInterruption } from "../cli/interruption";
import { createProgress, type Progress } from "../cli/progress";
import { type Backup, newestBackup } from "./backup";
import { accessOf, type Asked, newestRowOf, schemaVersionOf } from "./checks";
import { drillNames, drillStack, drillStackName, requireEndpoints } from "./drillStack";
import { DrillError, drillExitCodes } from "./exitCodes";
import type { ClusterPlace } from "./leftOver";
import { bringUp, create, exists, remove } from "./lifecycle";
import type { DrillOptions } from "./options";
import { runPulumi } from "./pulumi";
import { type DrillResult, jsonReport, textReport } from "./report";

/** Rehearses a restore, and destroys what it has created. Returns the exit code. */
export async function runCommand({ stack, clean, endpointSecurityGroup, json }: DrillOptions): Promise<number> {
    const interruption = createInterruption();
    const { signal } = interruption;
    const progress = createProgress(process.stderr, signal);
    const name = drillStackName(stack);
    let place: ClusterPlace | undefined;
    let exitCode: number = drillExitCodes.done;
    try {
        const settings = stackSettings(stack);
        const restored = { region: settings.region, identifier: drillNames(stack, settings).identifier };
        if (clean) {
            await requireAwsCli();
            place = restored;
        } else {
            requireEndpoints(settings, endpointSecurityGroup);
            const start = await prepare(stack, settings, progress, signal);
            interruption.hold();
            place = restored;
            const result = await rehearse({ ...start, endpointSecurityGroup }, progress, signal);
            process.stdout.write(json ? jsonReport(result) : textReport(result));
        }
    } catch (error) {
        const failure = commandFailure(
            `${clean ? "Nothing was destroyed" : "No restore was rehearsed"}:`,
            error,
            signal,
        );
        process.stderr.write(`${error instanceof DrillError ? error.message : failure.message}\n`);
        exitCode = error instanceof DrillError && !signal.aborted ? error.exitCode : failure.exitCode;
    }
    return place !== undefined && !(await isRemoved(name, place, progress)) ? drillExitCodes.leftBehind : exitCode;
}

/** The running stack, and what is to be restored of it. */
interface Start {
    readonly stack: string;
    readonly settings: Settings;
    readonly backup: Backup;
    readonly startedAt: Date;
    /** The version of the running stack's schema. */
    readonly schemaVersion: number | null;
}

/** Everything that can fail before something is created. */
async function prepare(stack: string, settings: Settings, progress: Progress, signal: AbortSignal): Promise<Start> {
    const { stack: name } = drillNames(stack, settings);
    await progress.step("Check this machine", async () => {
        await requireAwsCli();
        await runPulumi(["version"], signal);
    });
    await progress.step(`Check that there is no stack ${name}`, async () => {
        if (await exists(name, signal)) {
            throw new Error(
                `${name}: exists already: another drill is running, or has left it; wait for its end, ` +
                    `or run npm run drill -- --stack ${stack} --clean`,
            );
        }
    });
    const schemaVersion = await progress.step(`Check the health of stack ${stack}`, () =>
        schemaVersionOf(accessOf(settings), signal),
    );
    const backup = await progress.step("Find the newest backup", async (say) => {
        const found = await newestBackup(settings, signal);
        say(`${found.arn} of ${found.createdAt.toISOString()}`);
        return found;
    });
    return { stack, settings, backup, startedAt: new Date(), schemaVersion };
}

async function rehearse(
    start: Start & Pick<DrillOptions, "endpointSecurityGroup">,
    progress: Progress,
    signal: AbortSignal,
): Promise<DrillResult> {
    const { stack, settings, backup, startedAt } = start;
    const drill = drillStack(stack, settings, backup, start.endpointSecurityGroup);
    const { identifier } = drillNames(stack, settings);
    const asked: Asked = { ...accessOf(settings), identifier };
    await orFail(drillExitCodes.restoreFailed, "The restore failed", signal, () =>
        progress.step(`Restore into stack ${drill.name}`, async () => {
            await create(drill);
            await bringUp(drill.name, signal);
        }),
    );
    return await orFail(drillExitCodes.checkFailed, "The restored database failed a check", signal, async () => {
        const schemaVersion = await progress.step("Check the health of the restored database", () =>
            schemaVersionOf(asked, signal),
        );
        const healthyAt = new Date();
        requireSchema(schemaVersion, start.schemaVersion);
        const newestRowAt =
            schemaVersion === null
                ? undefined
                : await progress.step("Read the newest row", () => newestRowOf(asked, signal));
        return { stack, backup, startedAt, healthyAt, schemaVersion, newestRowAt };
    });
}

/** @throws Error unless the restored schema has the version of the running one. */
function requireSchema(restored: number | null, running: number | null): void {
    if (restored !== running) {
        const [its, theirs] = [restored, running].map((version) => (version === null ? "no version" : String(version)));
        throw new Error(
            `its schema has ${its ?? ""}, and the running one ${theirs ?? ""}: the schema was migrated after the backup, ` +
                "or the backup is of something else; repeat the drill with the next backup",
        );
    }
}

async function orFail<T>(exitCode: number, what: string, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    try {
        return await run();
    } catch (error) {
        signal.throwIfAborted();
        throw new DrillError(exitCode, `${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
}

/** Whether nothing is left of the stack. Says what is, if not. */
async function isRemoved(name: string, place: ClusterPlace, progress: Progress): Promise<boolean> {
    try {
        await progress.lastStep(`Destroy stack ${name}`, (say) => remove(name, place, say));
        return true;
    } catch (error) {
        process.stderr.write(
            `Left behind, and charged: stack ${name}: ${error instanceof Error ? error.message : String(error)}\n` +
                `Run npm run drill -- --stack ${name.replace(/^drill-/, "")} --clean; ` +
                `pulumi stack --stack ${name} lists its resources.\n`,
        );
        return false;
    }
}
