import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { projectFolder } from "../../offline/runProgram";
import { readStackConfig } from "../../offline/stackConfig";
import { parseSettings } from "../../settings/parse";
import { declarations, defaults, stackFile, stacks, stackValues } from "./stackFiles";

describe("Pulumi.yaml", () => {
    it("declares every key with a type, a description and a default of that type", () => {
        const wrong = Object.entries(declarations()).filter(([, { type, description, default: value }]) => {
            const actual = Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value;
            return type !== actual || typeof description !== "string" || description === "";
        });

        assert.deepEqual(wrong, []);
    });

    it("declares exactly the keys that are read", () => {
        const read: string[] = [];
        const nothing: Record<string, string> = {};
        assert.throws(
            () => parseSettings(nothing, "dev"),
            (error: Error) => {
                read.push(...[...error.message.matchAll(/^ {2}(\S+): has no value/gm)].map(([, key = ""]) => key));
                return true;
            },
        );

        assert.deepEqual(read.sort(), [...Object.keys(defaults()), "aws:allowedAccountIds", "aws:region"].sort());
    });
});

describe("the stacks' files", () => {
    for (const file of readdirSync(projectFolder)) {
        const [, stack] = /^Pulumi\.(.+)\.yaml$/.exec(file) ?? [];
        if (stack !== undefined) {
            it(`${file} has no value that the CLI reads as another one`, () => {
                assert.doesNotThrow(() => readStackConfig(projectFolder, stack));
            });
        }
    }

    for (const stack of stacks) {
        it(`${stack} repeats no default`, () => {
            const declared = defaults();

            const repeated = Object.entries(stackFile(stack)).filter(([key, value]) => declared[key] === value);

            assert.deepEqual(repeated, []);
        });
    }

    it("are the environments of the design", () => {
        const table = stacks.map((stack) => {
            const settings = parseSettings(stackValues(stack), stack);
            const { production, region, network, database, monitoring, access } = settings;
            assert.ok(network.kind === "new");
            return {
                stack: [production, database.protect, region],
                cluster: [
                    ...database.instances.map(({ instanceClass }) => instanceClass),
                    database.multiZone,
                    database.tuning,
                ],
                network: [network.databaseSubnets, network.natGateways, network.endpoints.kind, network.zones],
                safety: [database.deletionProtection, database.finalSnapshot, database.backupRetentionDays],
                watching: [database.monitoringIntervalSeconds, database.insights.mode, database.insights.retentionDays],
                healthCheckMinutes: monitoring?.healthCheckMinutes,
                rollUpMinutes: monitoring?.rollUpMinutes,
                access: access.mode,
            };
        });

        const same = { watching: [60, "standard", 7], healthCheckMinutes: 1, rollUpMinutes: 1 };
        assert.deepEqual(table, [
            {
                stack: [false, true, "us-east-1"],
                cluster: ["db.t3.medium", false, "minimal"],
                network: ["private", "none", "create", 2],
                safety: [false, true, 7],
                ...same,
                access: "readWrite",
            },
            {
                stack: [false, true, "us-east-1"],
                cluster: ["db.t3.medium", "db.t3.medium", true, "medium"],
                network: ["private", "single", "create", 2],
                safety: [false, true, 7],
                ...same,
                access: "readOnly",
            },
            {
                stack: [true, true, "us-east-1"],
                cluster: ["db.r5.large", "db.r5.large", true, "optimized"],
                network: ["isolated", "onePerZone", "create", 2],
                safety: [true, true, 7],
                ...same,
                access: "readOnly",
            },
        ]);
    });
});

describe("the settings of a network", () => {
    it("allow only the VPC's own range unless clients are configured", () => {
        const [own, configured] = ["[]", '["10.30.0.0/16"]'].map(
            (clientCidrs) => parseSettings(stackValues("staging", { clientCidrs }), "staging").network,
        );

        assert.ok(own?.kind === "new" && configured?.kind === "new");
        assert.deepEqual(own.clientCidrs, ["10.20.0.0/16"]);
        assert.deepEqual(configured.clientCidrs, ["10.20.0.0/16", "10.30.0.0/16"]);
    });

    it("allow ICMP from each private range that contains clients", () => {
        const settings = ["[]", '["10.30.0.0/16","172.20.0.0/16","172.21.0.0/16","100.64.0.0/10"]'].map(
            (clientCidrs) => parseSettings(stackValues("staging", { clientCidrs }), "staging").network,
        );

        assert.deepEqual(
            settings.map((network) => network.kind === "new" && network.routerCidrs),
            [["10.0.0.0/8"], ["10.0.0.0/8", "172.16.0.0/12", "100.64.0.0/10"]],
        );
    });

    it("are only the ids of an existing VPC", () => {
        const { network } = parseSettings(
            stackValues("dev", {
                vpcId: "vpc-12345678",
                functionSubnetIds: '["subnet-aaaaaaaa"]',
                databaseSubnetIds: '["subnet-bbbbbbbb","subnet-cccccccc"]',
                endpoints: "existing",
                endpointSecurityGroupId: "sg-12345678",
            }),
            "dev",
        );

        assert.deepEqual(network, {
            kind: "existingIds",
            vpcId: "vpc-12345678",
            functionSubnetIds: ["subnet-aaaaaaaa"],
            databaseSubnetIds: ["subnet-bbbbbbbb", "subnet-cccccccc"],
            databaseSubnets: "private",
            endpoints: { kind: "existing", securityGroupId: "sg-12345678" },
            port: 5432,
            buckets: undefined,
        });
    });

    it("are another stack and the names of its outputs", () => {
        const { network } = parseSettings(
            stackValues("dev", { networkStack: "acme/network/dev", networkStackVpcId: "id", endpoints: "none" }),
            "dev",
        );

        assert.deepEqual(network, {
            kind: "existingStack",
            stack: "acme/network/dev",
            outputs: {
                vpcId: "id",
                functionSubnetIds: "functionSubnetIds",
                databaseSubnetIds: "databaseSubnetIds",
            },
            databaseSubnets: "private",
            endpoints: { kind: "none" },
            port: 5432,
            buckets: undefined,
        });
    });
});
