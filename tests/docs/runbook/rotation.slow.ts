import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { DescribeSecretCommand, UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";
import { awsError } from "../../../tools/local/aws/awsError";
import { commandsOf } from "../awsCli/shell";
import { codeBlocks } from "../markdown";
import { sectionOf } from "./document";
import { type RunbookPlatform, startRunbookPlatform } from "./platform";

const healthCheck = { action: "healthCheck" };

describe("docs/runbook.md: a rotation that failed", function () {
    this.timeout(60_000);
    let platform: RunbookPlatform;
    before(async () => {
        platform = await startRunbookPlatform();
    });
    after(async () => {
        await platform.stop();
    });

    it("ends a stuck rotation: the current login works, and another rotation is refused until AWSPENDING is removed", async () => {
        platform.faults = ({ action }) =>
            action.endsWith(":UpdateSecretVersionStage")
                ? { error: awsError("AccessDeniedException", "Not you.") }
                : undefined;
        const former = platform.login("reader");
        await rejects(platform.rotate("reader"), /failed in finishSecret: awsAccessDenied/);
        platform.faults = () => undefined;

        const working = await logIn(platform);
        await rejects(platform.rotate("reader"), {
            code: "InvalidRequestException",
            message: "A previous rotation isn't complete. That rotation will be reattempted.",
        });
        const stuck = await stages(platform);
        await moveStage(platform, "AWSPENDING", { PENDING: stuck.AWSPENDING });
        await platform.rotate("reader");
        const ended = await stages(platform);

        equal(working, former.username);
        deepEqual([stuck.AWSPENDING === stuck.AWSCURRENT, stuck.AWSPENDING === ended.AWSCURRENT], [false, false]);
        equal(ended.AWSPENDING, ended.AWSCURRENT);
        equal((await platform.ask(healthCheck)).ok, true);
    });

    it("undoes a rotation: the previous login works, and the next rotation needs AWSPENDING to be removed", async () => {
        const former = platform.login("reader");
        await platform.rotate("reader");
        const { AWSCURRENT, AWSPREVIOUS } = await stages(platform);

        await moveStage(platform, "AWSCURRENT", { CURRENT: AWSCURRENT, PREVIOUS: AWSPREVIOUS });
        const working = await logIn(platform);
        await rejects(platform.rotate("reader"), /A previous rotation isn't complete/);
        await moveStage(platform, "AWSPENDING", { PENDING: (await stages(platform)).AWSPENDING });
        await platform.rotate("reader");

        equal(working, former.username);
        equal((await platform.ask(healthCheck)).ok, true);
    });
});

/** Runs the document's command that moves this stage, with ids instead of variables. */
async function moveStage(
    platform: RunbookPlatform,
    stage: string,
    ids: Readonly<Record<string, string | undefined>>,
): Promise<void> {
    const commands = codeBlocks("sh", sectionOf("rotation-failed").text).flatMap(commandsOf);
    const command = commands.find(
        (each) => each.includes(`update-secret-version-stage`) && each.includes(` ${stage} `),
    );
    const values: Readonly<Record<string, string | undefined>> = { SECRET: platform.secretArn("reader"), ...ids };
    const option = (name: string): string | undefined => {
        const [, variable, text] = new RegExp(`--${name} (?:"\\$(\\w+)"|(\\S+))`).exec(command ?? "") ?? [];
        return variable === undefined ? text : values[variable];
    };
    match(command ?? "", /^aws secretsmanager update-secret-version-stage /);
    await platform.secretsManager.send(
        new UpdateSecretVersionStageCommand({
            SecretId: option("secret-id"),
            VersionStage: option("version-stage"),
            RemoveFromVersionId: option("remove-from-version-id"),
            MoveToVersionId: option("move-to-version-id"),
        }),
    );
}

/** Logs in with the current version of the reader's secret. Returns the login role. */
async function logIn(platform: RunbookPlatform): Promise<string> {
    const session = platform.connectAs(platform.login("reader"));
    try {
        const [row] = await session<{ user: string }[]>`select current_user::text as user`;
        return row?.user ?? "";
    } finally {
        await session.end({ timeout: 1 });
    }
}

/** The versions of the reader's secret by stage, as `describe-secret` shows them. */
async function stages(platform: RunbookPlatform): Promise<Record<string, string>> {
    const command = new DescribeSecretCommand({ SecretId: platform.secretArn("reader") });
    const secret = await platform.secretsManager.send(command);
    return Object.fromEntries(
        Object.entries(secret.VersionIdsToStages ?? {}).flatMap(([id, names]) => names.map((name) => [name, id])),
    );
}
