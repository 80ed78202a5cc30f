import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AuroraPlatform } from "../../components/aurora/auroraPlatform";
import type { AuroraPlatformArgs } from "../../components/aurora/platformArgs";
import { Network } from "../../components/network/network";
import { type ProgramRun, runProgram } from "../../offline/runProgram";
import { loadSettings } from "../../settings";
import { ofKind } from "./resources";

/** The arguments of a platform with the dev stack's settings. */
function platformArgs(network: Network, own: Partial<AuroraPlatformArgs>): AuroraPlatformArgs {
    return { ...loadSettings().database, network, ...own };
}

/** The error of a platform that is refused. */
function refusal(name: string, args: AuroraPlatformArgs): unknown {
    try {
        return new AuroraPlatform(name, args);
    } catch (error) {
        return error;
    }
}

describe("two platforms in one program", () => {
    const first = { identifier: "experimentation-dev", parameterPath: "/experimentation/dev/database/" };
    const second = { identifier: "reporting-dev", parameterPath: "/reporting/dev/database/" };
    const refusals: unknown[] = [];
    let run: ProgramRun;

    before(async () => {
        run = await runProgram({
            stack: "dev",
            program: async () => {
                const network = await Network.create("network", loadSettings().network);
                new AuroraPlatform("one", platformArgs(network, first));
                refusals.push(
                    refusal("same-identifier", platformArgs(network, { ...second, identifier: first.identifier })),
                    refusal("same-path", platformArgs(network, { ...first, identifier: "other-dev" })),
                );
                new AuroraPlatform("two", platformArgs(network, second));
            },
        });
    });

    it("have different URNs and physical names", () => {
        const clusters = ofKind(run, "Cluster").map(({ inputs }) => inputs.clusterIdentifier);

        assert.deepEqual(clusters, [first.identifier, second.identifier]);
        assert.equal(ofKind(run, "Secret").length, 6);
        assert.equal(ofKind(run, "Parameter").length, 14);
        assert.equal(ofKind(run, "Function").length, 2);
    });

    it("share the network's endpoints through rules of their own", () => {
        const rules = ofKind(run, "SecurityGroupIngressRule").map(({ name }) => name);

        assert.deepEqual(rules, [
            "one-rotation-database-ingress",
            "one-rotation-endpoints-ingress",
            "two-rotation-database-ingress",
            "two-rotation-endpoints-ingress",
        ]);
        assert.equal(ofKind(run, "VpcEndpoint").length, 2);
    });

    it("are refused if their identifier or path is the same", () => {
        const messages = refusals.map((error) => (pulumi.RunError.isInstance(error) ? error.message : error));

        const rule = "another platform of this program has it; give each platform its own";
        assert.deepEqual(messages, [
            `identifier: ${first.identifier}: ${rule}`,
            `parameterPath: ${first.parameterPath}: ${rule}`,
        ]);
    });
});
