import { runMain } from "../cli/command";
import * as bench from "./options";
import * as workload from "./workload/options";

if (process.argv[2] === "workload") {
    process.argv.splice(2, 1);
    runMain({ ...workload, load: () => import("./workload/runCommand") });
} else {
    runMain({ ...bench, load: () => import("./runCommand") });
}
