import * as path from "node:path";
import { runProgram } from "../../../offline/runProgram";
import { plain } from "../../../tools/plan/paint";
import { makePlan } from "../../../tools/plan/plan";
import { planText } from "../../../tools/plan/planText";
import { type Stack, stacks } from "../../program/runs";

/** The command that rewrites the golden plans. */
export const renewCommand = "npm run plan:golden";

/** The stacks with a golden plan: all that have a file. */
export { stacks };

/** The file of a stack's golden plan. */
export function goldenFile(stack: Stack): string {
    return path.join(__dirname, "golden", `${stack}.txt`);
}

/** A stack's plan as `npm run plan -- --stack <stack>` writes it to a file. */
export async function currentText(stack: Stack): Promise<string> {
    return planText(await makePlan(stack, await runProgram({ stack })), plain);
}
