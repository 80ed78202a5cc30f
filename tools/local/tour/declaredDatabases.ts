import type { Reconciliation } from "../../../handlers/rotation/databases/reconcile";
import type { Progress } from "../../cli/progress";
import { reconciliationFrom } from "../../databases/answer";
import type { LocalPlatform } from "../platform/platform";

/**
 * Invokes the rotation function as the deployment does, twice.
 *
 * @returns the result of the first run. Undefined if the stack declares no databases.
 * @throws if a run fails, or if the second one finds anything to do.
 */
export async function applyDeclaration(
    platform: LocalPlatform,
    progress: Progress,
): Promise<Reconciliation | undefined> {
    const invocation = platform.program.resources.find(({ type }) => type === "aws:lambda/invocation:Invocation");
    if (invocation === undefined) return undefined;
    const event: unknown = JSON.parse(String(invocation.inputs.input));
    return await progress.step("Apply the declared databases, roles and grants", async (say) => {
        const first = await run(platform, event);
        const second = await run(platform, event);
        if (second.statements.length > 0) {
            throw new Error(`a second run changed something: ${JSON.stringify(second.statements)}`);
        }
        say(`${first.statements.length} statements, then none`);
        return first;
    });
}

async function run({ rotation }: LocalPlatform, event: unknown): Promise<Reconciliation> {
    const result = await rotation.invoke(event);
    if (!result.ok) throw new Error(result.errorMessage);
    return reconciliationFrom(result.payload);
}
