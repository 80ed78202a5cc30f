import assert from "node:assert/strict";
import { runProgram } from "../../offline/runProgram";
import type { Stack } from "../program/runs";
import { missingDependencies } from "./dependencies";
import { Engine } from "./harness/engine";
import type { EngineStack, Value } from "./harness/engineStack";
import { type Change, counts, names, type Outcome, summary } from "./harness/outcome";
import type { StateResource } from "./harness/state";
import { networkTags, type TaggedNetwork, tagsOfChildren } from "./networkTags";
import { keptLogs, retainedResources } from "./retained";

/** The expectations that differ between stacks. */
export interface Life {
    readonly stack: Stack;
    /** The numbers of the network's children that depend on the stack, and their tags. */
    readonly network: TaggedNetwork & { readonly routes: number };
    /** The readers' logical names. */
    readonly readers: readonly string[];
    /** The warnings of each preview and `up`. */
    readonly warnings: readonly string[];
    /** Changes that would replace a resource with data. */
    readonly refused: readonly Readonly<Record<string, Value>>[];
    /** The changes of decommissioning the stack. */
    readonly decommissioning: readonly string[];
}

/** The children of a network with two zones of three subnets, in any stack. */
const everyNetwork = { InternetGateway: 1, RouteTable: 6, RouteTableAssociation: 6, Subnet: 6, Vpc: 1 };

/** Tests a stack from creation to destruction. Each test continues from the previous one. */
export function describeLife({ stack: stackName, network, readers, warnings, refused, decommissioning }: Life): void {
    describe(`${stackName} on the real engine`, () => {
        let engine: Engine;
        let stack: EngineStack;
        let planned: Outcome;
        let passwords: string[];

        before(async () => {
            engine = await Engine.start();
            // One stack runs as in normal use, the others with the shortcuts of `quick`.
            stack = await engine.stack(stackName, { quick: stackName !== "prod" });
        });

        after(() => {
            engine.close();
        });

        it("plans only creations: the resources that the mocks see, and the network's children", async () => {
            const { resources } = await runProgram({ stack: stackName });

            planned = await stack.preview();

            const { natGateways, routes } = network;
            const gateways = natGateways === 0 ? {} : { Eip: natGateways, NatGateway: natGateways };
            const isOfNetwork = ({ urn }: Change) => urn.includes("$awsx:ec2:Vpc$");
            const ofNetwork = planned.changes.filter(isOfNetwork);
            const own = planned.changes.filter((change) => !isOfNetwork(change));
            assert.deepEqual([planned.errors, planned.warnings], [[], warnings]);
            assert.deepEqual([...new Set(planned.changes.map(({ operation }) => operation))], ["create"]);
            assert.deepEqual(names(own), names(resources));
            assert.deepEqual(counts(ofNetwork), { ...everyNetwork, ...gateways, Route: routes });
        });

        it("creates the resources that the preview listed", async () => {
            const up = await stack.up();

            assert.deepEqual([up.errors, up.warnings], [[], warnings]);
            assert.deepEqual(summary(up.changes), summary(planned.changes));
        });

        it("tags each of the network's children with its own tags and the default ones", () => {
            const children = tagsOfChildren(stack.state().resources);

            assert.deepEqual(children, networkTags(stackName, network));
        });

        it("creates each resource after the resources that it needs", () => {
            const missing = missingDependencies(stack.state(), readers);

            assert.deepEqual(missing, []);
        });

        it("has no changes in a refresh and in a second preview", async () => {
            const refresh = await stack.refresh();
            const preview = await stack.preview();

            assert.deepEqual(summary([...refresh.changes, ...preview.changes]), []);
            assert.deepEqual([...refresh.errors, ...preview.errors], []);
            stack.quick = true;
        });

        it("changes nothing after three more rotations", async () => {
            const secrets = stack.state().resources.filter(({ type }) => type.endsWith(":Secret"));
            passwords = secrets.flatMap(({ id }) => [1, 2, 3].map(() => engine.account.secretVersions.rotate(id)));
            engine.account.operations.length = 0;

            const outcomes = [await stack.refresh(), await stack.up()];

            assert.deepEqual(
                outcomes.flatMap(({ errors }) => errors),
                [],
            );
            assert.deepEqual(engine.account.operations, []);
        });

        for (const values of refused) {
            it(`refuses ${JSON.stringify(values)} in the preview, because it would replace the cluster`, async () => {
                stack.configure(values);
                engine.account.operations.length = 0;

                const preview = await stack.preview();
                stack.configure(Object.fromEntries(Object.keys(values).map((key) => [key, undefined])));

                assert.match(
                    preview.errors.join("\n"),
                    /unable to replace resource ".*:Cluster::database"\nas it is currently marked for protection/,
                );
                assert.deepEqual(engine.account.operations, []);
            });
        }

        it("refuses its destruction while it is protected, and changes nothing", async () => {
            engine.account.operations.length = 0;

            const destroy = await stack.destroy();

            assert.equal(destroy.ok, false);
            assert.match(destroy.errors.join("\n"), /" cannot be deleted\nbecause it is protected/);
            assert.deepEqual(engine.account.operations, []);
        });

        it("loses its protection in place when it is decommissioned", async () => {
            stack.configure({ decommission: stackName });

            const up = await stack.up();

            assert.deepEqual([summary(up.changes), up.errors], [decommissioning, []]);
            assert.match(up.warnings.join("\n"), /^decommission: nothing is protected any more; destroy will leave /);
        });

        it("contains no secret in clear text: not in its state, in an event or in the CLI's output", async () => {
            const firstVersion = /masterarn[\\":]+arn:|"plaintext"/g;
            const secretVersions = stack.state().resources.filter(({ type }) => type.endsWith(":SecretVersion"));

            const encrypted = secretVersions.flatMap(({ inputs, outputs }) => [inputs, outputs].map(isEncrypted));
            const texts = [stack.state().text, stack.transcript];
            const found = texts.flatMap((text) => text.match(firstVersion) ?? []);
            const everywhere = [...texts, stack.debugTranscript, await stack.decryptedState()].join("\n");

            assert.deepEqual([encrypted, found], [Array<boolean>(6).fill(true), []]);
            // Pulumi receives no password. Its debug output shows the text of the first versions, which contain none.
            assert.equal(passwords.length, 9);
            assert.deepEqual(
                [...passwords, "SCRAM-SHA-256"].filter((each) => everywhere.includes(each)),
                [],
            );
            assert.match(everywhere, firstVersion);
        });

        it("leaves only what its output names after its destruction: final snapshot, key, and in production the logs", async () => {
            const { retainedOnDestroy } = await stack.outputs();
            const { urns, secretNames, keyArn, logGroups } = retainedResources(
                stackName,
                stack.state(),
                engine.account,
            );
            const production = stackName === "prod";

            engine.account.operations.length = 0;
            const destroy = await stack.destroy();

            // Lambda removes a deleted function's network interfaces with its role. The group can be deleted only
            // afterwards.
            for (const name of ["database-rotation", "access"]) {
                const order = [
                    `delete aws:lambda/function:Function ${name}`,
                    `delete aws:ec2/securityGroup:SecurityGroup ${name}-group`,
                    `delete aws:iam/rolePolicy:RolePolicy ${name}-policy`,
                    `delete aws:iam/role:Role ${name}-role`,
                ];
                assert.deepEqual(
                    engine.account.operations.filter((each) => order.includes(each)),
                    order,
                );
            }
            const [snapshot] = engine.account.snapshots;
            assert.deepEqual(destroy.errors, []);
            assert.deepEqual(stack.state().resources, []);
            assert.deepEqual(engine.account.all.map(({ urn }) => urn).sort(), urns);
            assert.equal(logGroups, production ? 5 : 0);
            assert.deepEqual(retainedOnDestroy, [
                `final snapshot ${String(snapshot)}`,
                ...(production ? [keptLogs] : []),
                `key ${keyArn}, which reads ${production ? "them" : "it"}`,
                ...(stackName === "dev" ? [] : [`secrets ${secretNames.join(", ")}, for 30 days`]),
            ]);
        });
    });
}

function isEncrypted({ secretString }: StateResource["inputs"]): boolean {
    return typeof secretString === "object" && secretString !== null && "ciphertext" in secretString;
}
