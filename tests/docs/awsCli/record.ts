/**
 * Records the documents' commands of the AWS CLI in commands.ts, after the CLI has checked the parameters and the
 * names in `--query` of each. Nothing is sent: no process listens at the endpoint's port. Needs AWS CLI 2:
 *
 *     npm run docs:aws
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { projectFolder } from "../../../offline/runProgram";
import { commandsByDocument, operationOf } from "./shell";

/** Example values of the documents' variables. */
const variables = {
    NAME: "experimentation-prod",
    PARAMETERS: "/experimentation/prod/database",
    KEY: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    SECRET: "arn:aws:secretsmanager:us-east-1:123456789012:secret:experimentation-prod-application-1-AbCdEf",
    MASTER_SECRET: "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!cluster-1-AbCdEf",
    PENDING: "00000000-0000-4000-8000-000000000000",
    CURRENT: "00000000-0000-4000-8000-000000000001",
    PREVIOUS: "00000000-0000-4000-8000-000000000002",
    GROUP: "sg-0123456789abcdef0",
    READER: "experimentation-prod-1",
    INSTANCE: "db-ABCDEFGHIJKLMNOPQRSTUVWXY1",
    VERSION: "15.18",
    SOURCE: "arn:aws:rds:us-east-1:123456789012:cluster:experimentation-prod",
    TARGET_GROUP: "database-aurora-postgresql16-1234567",
    DEPLOYMENT: "bgd-0123456789abcdef",
    OLD: "prod",
    NEW: "prod-2",
    VAULT: "database-0123456",
    CLUSTER_ARN: "arn:aws:rds:us-east-1:123456789012:cluster:experimentation-prod",
    ROLE_ARN: "arn:aws:iam::123456789012:role/database-0123456",
    COPY_REGION: "us-west-2",
    KEY_ARN: "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:experimentation-dev-reader-1-AbCdEf",
    IDENTIFIER: "experimentation-dev",
    STACK: "prod",
    REGION: "us-east-1",
    ACCOUNT_ID: "123456789012",
    PARTITION: "aws",
    STATE_BUCKET: "experimentation-state-123456789012-us-east-1",
    LOG_BUCKET: "experimentation-state-log-123456789012-us-east-1",
    STATE_KEY_ARN: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    bucket: "experimentation-state-123456789012-us-east-1",
    role: "deploy",
    policy: "drill-policy",
};

const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    AWS_MAX_ATTEMPTS: "1",
    AWS_PAGER: "",
    ...variables,
};

/** What stands for a text: a command whose output is an argument of another, and a reader's own value, `<arn>`. */
const standIns = /\$\((?:aws [^)]*|writer)\)|<[a-z]+>/g;

function run(command: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    // `$1` is the argument of the runbook's `ask`.
    const alone = command.replaceAll(standIns, "answer");
    return spawnSync("bash", ["-c", `set -u; ${alone}`, "bash", '{"action":"healthCheck"}'], {
        cwd: projectFolder,
        env: environment,
        encoding: "utf8",
        // With a socket as input, bash behaves as a remote shell and reads a file that may change the PATH.
        stdio: ["ignore", "pipe", "pipe"],
    });
}

/** The fault of a command, or undefined. */
function problemOf(command: string): string | undefined {
    const sent = run(command);
    if (!sent.stderr.includes("Could not connect to the endpoint URL")) {
        return sent.stderr.trim() || `it ended with ${String(sent.status)} and sent nothing`;
    }
    if (!command.replaceAll(standIns, "").includes("--query ")) {
        return undefined;
    }
    const answer = run(`${withoutValues(command)} --generate-cli-skeleton output --output json`);
    if (answer.stderr.includes("Parameter validation failed")) {
        return unknownNames(command);
    }
    return answer.status === 0 && !/\bnull\b|^\s*(\[\s*\])?\s*$/.test(answer.stdout)
        ? undefined
        : `its query finds nothing: ${answer.stdout.trim()}${answer.stderr.trim()}`;
}

/**
 * The CLI generates an answer with every field that the service can return, but with values of its own, and with times
 * that it cannot sort. So a query may only ask whether the fields that it compares and sorts by are there.
 */
function withoutValues(command: string): string {
    return command.replaceAll(/(?<=\[\?)(\w+)==[^\]]+/g, "$1").replaceAll(/sort_by\((\w+), &(\w+)\)/g, "$1[?$2] | @");
}

/** The names of a query that the manual does not list: the CLI may refuse its own answer, for instance as too short. */
function unknownNames(command: string): string | undefined {
    const [, query = ""] = /--query ('[^']+'|\S+)/.exec(command) ?? [];
    const [, output = ""] = run(`aws ${operationOf(command)} help`)
        .stdout.replaceAll(/.[\b]/g, "")
        .split(/^OUTPUT$/m);
    const unknown = [...query.matchAll(/\w+/g)].filter(([name]) => !new RegExp(`\\s${name} -> \\(`).test(output));
    return unknown.length > 0 ? `the answer has no ${unknown.join(", ")}` : undefined;
}

async function record(): Promise<void> {
    const version = run("aws --version").stdout.split(" ")[0] ?? "";
    if (!version.startsWith("aws-cli/2.")) {
        throw new Error(`aws on the PATH is ${version || "missing"}: install AWS CLI 2`);
    }
    const commands = commandsByDocument();
    const problems = Object.entries(commands).flatMap(([document, each]) =>
        each.flatMap((command) => {
            const problem = problemOf(command);
            return problem === undefined ? [] : [`${document}: ${command}\n  ${problem}\n`];
        }),
    );
    if (problems.length > 0) {
        throw new Error(`nothing is recorded; correct the documents:\n${problems.join("")}`);
    }
    const file = join(__dirname, "commands.ts");
    const text = `
        /** The commands of each document that ${version} accepted, one per line. Generated by record.ts. */
        export const checkedCommands: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(commands)};
    `;
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: "typescript" }));
    process.stdout.write(`${Object.values(commands).flat().length} commands, checked with ${version}\n`);
}

record().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
