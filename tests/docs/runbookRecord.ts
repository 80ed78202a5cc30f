/**
 * Records the runbook's commands of the AWS CLI in runbookCommands.ts, after the CLI has checked each: its parameters,
 * and the names in its `--query`. Nothing is sent: the endpoint is a port that nobody listens to. Needs AWS CLI 2:
 *
 *     npm run docs:runbook
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { awsCommands } from "./runbookShell";

/** What the document's variables may hold. */
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
    SUBNETS: "database-1234567",
    FAMILY: "database-aurora-postgresql15-1234567",
    PORT: "5432",
    CLASS: "db.r5.large",
    ROLE: "arn:aws:iam::123456789012:role/database-monitoring-1234567",
    READER: "experimentation-prod-1",
    INSTANCE: "db-ABCDEFGHIJKLMNOPQRSTUVWXY1",
    VERSION: "15.18",
    SNAPSHOT: "experimentation-prod-before-16",
    RESTORE_TO: "2026-11-25T02:55:00Z",
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

/** A command whose answer is an argument of another. */
const nested = /\$\((?:aws [^)]*|writer)\)/g;

function run(command: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    // What another command would answer stands as a text in its place; `$1` is what `ask` is given.
    const alone = command.replaceAll(nested, "answer");
    return spawnSync("bash", ["-c", `set -u; ${alone}`, "runbook", '{"action":"healthCheck"}'], {
        env: environment,
        encoding: "utf8",
        // With a socket there bash takes itself for a remote shell, and reads a file that may change the PATH.
        stdio: ["ignore", "pipe", "pipe"],
    });
}

/** What is wrong with a command; undefined where nothing is. */
function problemOf(command: string): string | undefined {
    const sent = run(command);
    if (!sent.stderr.includes("Could not connect to the endpoint URL")) {
        return sent.stderr.trim() || `it ended with ${String(sent.status)} and sent nothing`;
    }
    if (!command.replaceAll(nested, "").includes("--query ")) {
        return undefined;
    }
    // The CLI makes up an answer in which everything is there that the service may answer.
    const answer = run(`${command} --generate-cli-skeleton output --output json`);
    if (answer.stderr.includes("Parameter validation failed")) {
        process.stdout.write(`the CLI cannot make up an answer, so look at the names of the query: ${command}\n`);
        return undefined;
    }
    return answer.status === 0 && !/\bnull\b|^\s*(\[\s*\])?\s*$/.test(answer.stdout)
        ? undefined
        : `its query finds nothing: ${answer.stdout.trim()}${answer.stderr.trim()}`;
}

async function record(): Promise<void> {
    const version = run("aws --version").stdout.split(" ")[0] ?? "";
    if (!version.startsWith("aws-cli/2.")) {
        throw new Error(`aws on the PATH is ${version || "missing"}: install AWS CLI 2`);
    }
    const commands = awsCommands().sort();
    const problems = commands.flatMap((command) => {
        const problem = problemOf(command);
        return problem === undefined ? [] : [`${command}\n  ${problem}\n`];
    });
    if (problems.length > 0) {
        throw new Error(`nothing is recorded; correct docs/runbook.md:\n${problems.join("")}`);
    }
    const file = join(__dirname, "runbookCommands.ts");
    const text = `
        /** What checked the commands: made by runbookRecord.ts. */
        export const checkedWith = ${JSON.stringify(version)};

        /** The runbook's commands of the AWS CLI whose parameters it took, on one line each. */
        export const checkedCommands: readonly string[] = ${JSON.stringify(commands)};
    `;
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: "typescript" }));
    process.stdout.write(`${commands.length} commands, checked with ${version}\n`);
}

record().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
