import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toRecord } from "../../../../offline/toRecord";
import { pythonWithPackages } from "../../../docs/access/python";
import { attempt, orSkip } from "../../../docs/access/tools";
import { assertClose, listOf } from "./assertClose";

const packages = ["scipy==1.17.1", "statsmodels==0.15.0", "mpmath==1.4.1"];

// A slow test, because its first run on a machine downloads Python packages.
describe("tests/handlers/access/questions/expected.json", function () {
    let python: string;

    before(async function () {
        python = await orSkip(this, () => pythonWithPackages(packages));
    });

    it("has what expected.py computes", async function () {
        this.timeout(180_000);
        const stored = toRecord(JSON.parse(readFileSync(join(__dirname, "expected.json"), "utf8")));

        const output = await attempt("Install the packages", python, ["-W", "ignore", join(__dirname, "expected.py")]);

        const computed = toRecord(JSON.parse(output));
        for (const [name, rows] of Object.entries(computed)) {
            assertClose(listOf(stored[name]).map(listOf), rows);
        }
    });
});
