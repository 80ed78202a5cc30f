import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type ProgramRun, type RunOptions, runProgram } from "../../offline/runProgram";

/** Runs a small program with the dev stack's configuration. */
export async function run(program: () => unknown, options: Partial<RunOptions> = {}): Promise<ProgramRun> {
    return await runProgram({ stack: "dev", program, ...options });
}

/** A resource for small programs. */
export function logs(
    name: string,
    args: aws.cloudwatch.LogGroupArgs = {},
    opts: pulumi.CustomResourceOptions = {},
): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(name, args, opts);
}
