import type { Reconciliation } from "../../handlers/rotation/databases/reconcile";
import { stackSettings } from "../../offline/stackSettings";
import { requireAwsCli } from "../cli/awsCli";
import { exitCodes } from "../cli/command";
import { commandFailure } from "../cli/commandFailure";
import { createInterruption } from "../cli/interruption";
import { createProgress } from "../cli/progress";
import { invokeRotation } from "./invoke";
import type { DatabasesOptions } from "./options";
import { planNew } from "./planNew";

/** There are statements to run. */
const differentExitCode = 3;

/** Plans or applies a stack's declaration, and prints the result. Returns the exit code. */
export async function runCommand(options: DatabasesOptions): Promise<number> {
    const { signal } = createInterruption();
    try {
        const result = await reconciled(options, signal);
        process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : planText(result, options));
        return options.apply || result.statements.length === 0 ? exitCodes.done : differentExitCode;
    } catch (error) {
        const { message, exitCode } = commandFailure("The declared databases were not compared:", error, signal);
        process.stderr.write(`${message}\n`);
        return exitCode;
    }
}

async function reconciled({ stack, isNew, apply }: DatabasesOptions, signal: AbortSignal): Promise<Reconciliation> {
    const settings = stackSettings(stack);
    const declaration = settings.database.declaration ?? { roles: [], databases: [] };
    if (isNew) {
        return planNew(declaration, settings.database);
    }
    const progress = createProgress(process.stderr, signal);
    const event = apply ? { action: "applyDatabases" } : { action: "planDatabases", declaration };
    return await progress.step(`${apply ? "Apply" : "Compare"} the databases of stack ${stack}`, async () => {
        await requireAwsCli();
        return await invokeRotation(settings, event, signal);
    });
}

/** SQL, with a comment where the database changes. */
function planText({ statements, unmanaged }: Reconciliation, { apply }: DatabasesOptions): string {
    const lines = statements.flatMap(({ database, statement }, index) => [
        ...(statements[index - 1]?.database === database ? [] : [`-- in database ${database}`]),
        `${statement};`,
    ]);
    const none = apply ? "-- nothing was to do" : "-- nothing to do";
    return [...(lines.length === 0 ? [none] : lines), ...unmanaged.map((text) => `-- not touched: ${text}`), ""].join(
        "\n",
    );
}
