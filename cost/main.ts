import { runMain } from "../commandLine/command";
import { helpText, parseOptions } from "./options";

runMain({ helpText, parseOptions, load: () => import("./runCommand") });
