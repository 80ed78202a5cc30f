import { deepEqual, equal } from "node:assert/strict";
import { dirname } from "node:path";
import type { ProgramRun } from "../../../offline/runProgram";
import { ofKind, output } from "../../program/resources";
import { wholeProgram } from "../../program/runs";
import { awsCommands, commandsOf, operationOf } from "../awsCli/shell";
import { codeBlocks } from "../markdown";
import { runbook } from "./document";

describe("docs/runbook.md: commands of the AWS CLI", () => {
    let program: ProgramRun;
    before(async () => {
        program = await wholeProgram({ stack: "prod" });
    });

    it("marks exactly the blocks that need AWS", () => {
        const tried = ["lambda invoke", "secretsmanager describe-secret", "secretsmanager update-secret-version-stage"];

        const wrong = codeBlocks("sh", runbook).filter(
            (block) =>
                block.startsWith("# AWS only\n") ===
                commandsOf(block).every((command) => tried.includes(operationOf(command))),
        );

        deepEqual(wrong, []);
    });

    it("names resources that the program registers or that RDS renames", () => {
        const own = (name: string) => name.replace(/-old1(?=$|-)/, "");
        const known = registeredNames(program);

        const unknown = awsCommands(runbook).flatMap((command) =>
            Object.entries(known).flatMap(([option, names]) => {
                const value = optionOf(command, option);
                return value === undefined || value.startsWith("$") || names.includes(own(value))
                    ? []
                    : [`${option} ${value}`];
            }),
        );

        deepEqual(unknown, []);
    });

    it("searches the log for the patterns of the metric filters", () => {
        const searched = awsCommands(runbook).map((command) => /--filter-pattern '([^']+)'/.exec(command)?.[1]);

        const patterns = ofKind(program, "LogMetricFilter").map((filter) => output(filter, "pattern"));

        equal(patterns.length, 3);
        deepEqual(
            patterns.filter((pattern) => !searched.includes(pattern)),
            [],
        );
    });
});

/** The names that an option of a command may have. */
function registeredNames(program: ProgramRun): Readonly<Record<string, readonly string[]>> {
    const names = (kind: string, name = "name") => ofKind(program, kind).map((each) => output(each, name));
    const clusters = names("Cluster", "clusterIdentifier");
    const instances = names("ClusterInstance", "identifier");
    const parameters = names("Parameter");
    return {
        "--function-name": names("Function"),
        "--db-cluster-identifier": clusters,
        "--source-identifier": [...clusters, ...instances],
        "--db-instance-identifier": instances,
        "--target-db-instance-identifier": instances,
        "--name": parameters,
        "--path": parameters.map((name) => dirname(name)),
        "logs tail": names("LogGroup"),
    };
}

/** The value of an option, with the values of the document's variables for the production stack. */
function optionOf(command: string, option: string): string | undefined {
    const [, value] = new RegExp(`${option} ("[^"]*"|\\S+)`).exec(command) ?? [];
    return value?.replaceAll('"', "").replaceAll(/\$(\w+)/g, (whole, name) => variables[String(name)] ?? whole);
}

const variables: Readonly<Record<string, string>> = {
    STACK: "prod",
    NAME: "experimentation-prod",
    PARAMETERS: "/experimentation/prod/database",
};
