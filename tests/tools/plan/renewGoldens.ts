import { writeFileSync } from "node:fs";
import { endWithFailure } from "../../../tools/cli/failure";
import { currentText, goldenFile, stacks } from "./goldens";

/** Rewrites the golden plans of all stacks. Read the difference before you commit it. */
async function renew(): Promise<void> {
    for (const stack of stacks) {
        writeFileSync(goldenFile(stack), await currentText(stack));
    }
}

renew().catch(endWithFailure);
