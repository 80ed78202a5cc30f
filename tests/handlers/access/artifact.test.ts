import assert from "node:assert/strict";
import { loginKinds } from "../../../handlers/shared/loginKinds";
import { toRecord } from "../../../offline/toRecord";
import { startRegisteredFunction } from "../../../tools/local/platform/functions";
import {
    callAccess,
    callAccessOk,
    functionNames,
    type LocalPlatform,
    rotate,
    secretArn,
} from "../../../tools/local/platform/platform";
import { resourceOf } from "../../../tools/local/platform/resources";
import { healthCheckExamples, rollUpExample } from "../../docs/access/document";
import { type StartedPlatform, startLocalPlatform } from "../../harness/localPlatform";
import { formatProblems } from "./embeddedMetricFormat";

describe("the artifact's health check in a read-only stack, with the registered policies", function () {
    this.timeout(60_000);

    let started: StartedPlatform;
    let platform: LocalPlatform;

    before(async () => {
        started = await startLocalPlatform("prod", (platform) => platform);
        platform = started.local;
    });

    beforeEach(() => {
        started.log.length = 0;
    });

    after(async () => {
        await started.stop();
    });

    it("counts password ages from the secrets' creation before the first rotations", async () => {
        const answer = await callAccess(platform, { action: "healthCheck" });

        const line = metricsLine();
        const { Healthy, PasswordAgeDays, code } = toRecord(JSON.parse(line));
        assert.deepEqual(answer.passwordAgeDays, { migration: 0, application: 0, reader: 0 });
        assert.deepEqual(formatProblems(line), []);
        assert.deepEqual([Healthy, PasswordAgeDays, code], [0, 0, "credentialsNotReady"]);
    });

    it("writes its metrics to standard output as one unchanged line", async () => {
        for (const kind of loginKinds) await rotate(platform, kind);
        started.log.length = 0;

        const answer = await callAccess(platform, { action: "healthCheck" });

        const line = metricsLine();
        const { _aws, Healthy, PasswordAgeDays, code, ageCode } = toRecord(JSON.parse(line));
        assert.deepEqual([answer.ok, answer.passwordAgeError], [true, undefined]);
        assert.deepEqual(answer.passwordAgeDays, { migration: 0, application: 0, reader: 0 });
        assert.deepEqual(formatProblems(line), []);
        assert.match(JSON.stringify(_aws), /"Namespace":"experimentation-database\/experimentation-prod"/);
        assert.deepEqual([Healthy, PasswordAgeDays, code, ageCode], [1, 0, null, null]);
    });

    it("returns and logs the members that docs/access.md shows", async () => {
        const { answer, metrics } = healthCheckExamples();

        const given = await callAccess(platform, { action: "healthCheck" });

        const written = toRecord(JSON.parse(metricsLine()));
        assert.deepEqual(membersOf(given), membersOf(answer));
        assert.deepEqual(membersOf(written), membersOf(metrics));
    });

    it("rolls up in the read-only stack, returns the members that docs/access.md shows, and logs a metric", async () => {
        await callAccessOk(platform, { action: "createSchema" });
        started.log.length = 0;

        const answer = await callAccess(platform, { action: "rollUp" });

        const { RolledUp } = toRecord(JSON.parse(metricsLine()));
        assert.deepEqual(membersOf(answer), membersOf(rollUpExample()));
        assert.deepEqual([answer.ok, answer.status, RolledUp], [true, "done", 1]);
    });

    it("reads only the dates of the application's secret", async () => {
        const { program, aws } = platform;
        const application = secretArn(program, "application");
        const { length } = aws.endpoints.log;

        await callAccess(platform, { action: "healthCheck" });

        const asked = aws.endpoints.log.slice(length).filter(({ resource }) => resource === application);
        assert.deepEqual(
            asked.map(({ action, allowed }) => [action, allowed]),
            [["secretsmanager:DescribeSecret", true]],
        );
    });

    it("trusts only RDS's authorities of the stack's region, which are in the artifact", async () => {
        const { program, aws, database } = platform;
        const access = await startRegisteredFunction(
            resourceOf(program.resources, "aws:lambda/function:Function", functionNames.access),
            {
                awsUrl: aws.endpoints.url,
                region: aws.region,
                principals: aws.account.principals,
                hostMap: database.hostMap,
                onLog: () => undefined,
            },
        );
        started.cleanUp.push(() => access.stop());

        const answer = await callAccess({ access }, { action: "query", sql: "select 1", parameters: [] });

        assert.deepEqual([answer.ok, toRecord(answer.error).code], [false, "tlsNotTrusted"]);
    });

    /** The second of the two lines that a health check logs. */
    function metricsLine(): string {
        const lines = started.log.filter((line) => line.startsWith("access: "));
        assert.equal(lines.length, 2);
        return lines[1]?.slice("access: ".length) ?? "";
    }
});

/** The names of an object's members in their order, including those of nested objects. */
function membersOf(value: unknown): unknown[] {
    return Object.entries(toRecord(value)).map(([name, member]) =>
        typeof member === "object" && member !== null ? [name, membersOf(member)] : name,
    );
}
