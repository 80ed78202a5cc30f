import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { projectFolder } from "../../../offline/runProgram";
import { readStackConfig } from "../../../offline/stackConfig";
import { stackSettings } from "../../../offline/stackSettings";
import { parseSettings, type Settings } from "../../../settings";
import { configuredValues } from "../../../settings/configuredValues";
import { drillConfig, drillNames, drillStack, requireEndpoints } from "../../../tools/drill/drillStack";
import { stacks } from "../../program/runs";

const snapshot = "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:awsbackup:job-1";
const keys = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`experimentation-database:${key}`, value]));

describe("the configuration of a drill", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "drill-config-"));
        cpSync(join(projectFolder, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    /** The settings of a stack, as the program reads them from its file. */
    function settingsOf(stack: string, config: Readonly<Record<string, unknown>>): Settings {
        writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config }));
        const { project, values } = readStackConfig(folder, stack);
        return parseSettings(configuredValues(values, project), stack);
    }

    for (const stack of stacks) {
        it(`of ${stack} restores the backup into the smallest stack, without protection`, () => {
            const { config, name } = drillStack(stack, stackSettings(stack), {
                arn: snapshot,
                createdAt: new Date(),
                engineVersion: "15.13",
            });

            const { database, monitoring, tags } = settingsOf(name, config);

            assert.equal(name, `drill-${stack}`);
            assert.deepEqual(database.restore, { kind: "snapshot", snapshot });
            assert.deepEqual(
                [database.protect, database.deletionProtection, database.finalSnapshot, database.keepLogs],
                [false, false, false, false],
            );
            assert.deepEqual([database.instances.length, monitoring, database.backups], [1, undefined, undefined]);
            assert.equal(tags.environment, "dev");
        });
    }

    it("keeps what the data and the network need, and no secret, extension, plan or size", () => {
        const config = {
            "aws:region": "eu-central-1",
            ...keys({
                alarmUrls: { secure: "AAAB" },
                owner: { secure: "AAAB" },
                backupPlan: true,
                databaseName: "reports",
                engineVersion: "17",
                extensions: ["pg_cron"],
                instanceClass: "db.r8g.48xlarge",
                instanceClasses: ["", "db.r8g.48xlarge"],
                instances: 2,
                masterUsername: "chief",
                minorVersions: "automatic",
                parameters: { work_mem: "65536" },
                port: 5433,
                restoreCluster: "experimentation-old",
                restoreTime: "latest",
                vpcId: "vpc-0123456789abcdef0",
                functionSubnetIds: ["subnet-aaaaaaaa"],
                databaseSubnetIds: ["subnet-bbbbbbbb", "subnet-cccccccc"],
                natGateways: "none",
            }),
        };

        const drill = drillConfig(config, {
            decommission: "drill-x",
            identifier: "x-drill",
            restoreSnapshot: "snapshot",
            engineVersion: "17.9",
            minorVersions: "pinned",
        });

        const { region, database, network } = settingsOf("drill-x", drill);
        const { databaseName, masterUsername, port, engineVersion, extensions } = database;
        assert.deepEqual(
            [region, databaseName, masterUsername, port, engineVersion, network.kind],
            ["eu-central-1", "reports", "chief", 5433, "17.9", "existingIds"],
        );
        assert.deepEqual([extensions, database.instances[0].instanceClass], [[], "db.t3.medium"]);
        assert.deepEqual(
            Object.values(drill).filter((value) => typeof value === "object" && value !== null && "secure" in value),
            [],
        );
    });

    describe("in an existing VPC", () => {
        const vpc = {
            vpcId: "vpc-0123456789abcdef0",
            functionSubnetIds: ["subnet-aaaaaaaa"],
            databaseSubnetIds: ["subnet-bbbbbbbb", "subnet-cccccccc"],
            natGateways: "none",
        };
        const group = "sg-0123456789abcdef0";
        const network = (own: Readonly<Record<string, unknown>>) =>
            settingsOf("x", { "aws:region": "us-east-1", ...keys({ environment: "dev", ...own }) });

        for (const [what, settings, given, refused] of [
            [
                "whose endpoints the stack creates, needs their group",
                vpc,
                undefined,
                /^endpoints: create: .+sg-\.\.\.$/,
            ],
            ["whose endpoints the stack creates, takes their group", vpc, group, undefined],
            [
                "with endpoints, takes no other group",
                { ...vpc, endpoints: "existing", endpointSecurityGroupId: "sg-1123456789abcdef0" },
                group,
                /^--endpoint-security-group: sg-0123456789abcdef0: is only for/,
            ],
            ["without endpoints, needs no group", { ...vpc, endpoints: "none" }, undefined, undefined],
            ["of its own, takes no group", {}, group, /^--endpoint-security-group/],
            ["of its own, needs no group", {}, undefined, undefined],
        ] as const) {
            it(what, () => {
                const check = () => {
                    requireEndpoints(network(settings), given);
                };

                if (refused === undefined) assert.doesNotThrow(check);
                else assert.throws(check, { message: refused });
            });
        }

        it("uses the stack's endpoints, and creates none", () => {
            const backup = { arn: snapshot, createdAt: new Date(), engineVersion: "15.13" };

            const { config } = drillStack("dev", stackSettings("dev"), backup, group);
            const { network: used } = settingsOf("drill-dev", { ...config, ...keys(vpc) });

            assert.deepEqual(used.endpoints, { kind: "existing", securityGroupId: group });
        });
    });

    it("has names of its own, so that it meets no resource of the stack", () => {
        const names = drillNames("prod", stackSettings("prod"));

        assert.deepEqual(names, {
            stack: "drill-prod",
            identifier: "experimentation-prod-drill",
            parameterPath: "/experimentation/prod/database-drill/",
        });
    });
});
