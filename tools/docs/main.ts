import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { endWithFailure } from "../cli/failure";
import { architecturePicture, pictureFile } from "./architecturePicture";
import { costsDocument, costsFile, estimateStacks } from "./costsDocument";
import { errorsDocument, errorsFile } from "./errorsDocument";
import { policiesDocument, policiesFile } from "./policiesDocument";

/** Writes every generated document. */
async function renew(): Promise<void> {
    const documents: readonly (readonly [file: string, text: string])[] = [
        [pictureFile, architecturePicture()],
        [errorsFile, await errorsDocument()],
        [policiesFile, await policiesDocument()],
        [costsFile, await costsDocument(await estimateStacks())],
    ];
    for (const [file, text] of documents) {
        writeFileSync(file, text);
        process.stdout.write(`${path.relative(process.cwd(), file)}\n`);
    }
}

renew().catch(endWithFailure);
