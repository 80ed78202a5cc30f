import { writeFileSync } from "node:fs";
import { endWithFailure } from "../../../tools/cli/failure";
import { currentText, goldenFile, stacks } from "./goldens";

/** Writes the golden plans of all stacks anew: read the difference before you commit it. */
async function renew(): Promise<void> {
    for (const stack of stacks) {
        writeFileSync(goldenFile(stack), await currentText(stack));
    }
}

renew().catch(endWithFailure);
