import { runMain } from "../cli/command";
import { helpText, parseOptions } from "./options";

runMain({ helpText, parseOptions, load: () => import("./runCommand") });
