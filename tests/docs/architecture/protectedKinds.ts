import type { ProgramRun } from "../../../offline/runProgram";
import { kindOf } from "../../program/resources";

/** The kinds of resources that Pulumi refuses to delete or replace. */
export function protectedKinds(run: ProgramRun): Set<string> {
    return new Set(run.resources.filter((resource) => resource.protect).map(kindOf));
}
