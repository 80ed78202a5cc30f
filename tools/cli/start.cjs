// Starts one of the project's commands: `node tools/cli/start.cjs <its TypeScript file> <arguments>`. Requirements are
// checked first. Slow modules are loaded after the first line of output.
"use strict";

require("./requirements.cjs");
const path = require("path");

const [, , file, ...args] = process.argv;
const isForMachines = args.includes("--json") && !process.stderr.isTTY;
if (!args.includes("--help") && !args.includes("-h") && !isForMachines) {
    const title = "Loading Pulumi and the program …";
    if (process.stderr.isTTY && file.endsWith("/main.ts")) {
        require("./liveLine.cjs").showLine(process.stderr, title);
    } else {
        process.stderr.write(`${title}\n`);
    }
}
process.argv.splice(1, 2, path.resolve(file));
require("ts-node/register/transpile-only");
require(process.argv[1]);
