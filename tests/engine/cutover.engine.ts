import assert from "node:assert/strict";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";

const shared = "/experimentation/dev/database/";
const oldPath = "/experimentation/dev-old/database/";
const newPath = "/experimentation/dev-2/database/";

/** The commands of docs/cutover.md with two stacks in one VPC, in their order and in a wrong one. */
describe("the parameters of a path that changes hands, on the real engine", () => {
    let engine: Engine;
    let old: EngineStack;
    let next: EngineStack;
    let oldValues: Record<string, string>;
    let newValues: Record<string, string>;

    before(async () => {
        engine = await Engine.start();
        old = await engine.stack("dev", { quick: true });
        old.configure({ monitoring: false });
        assert.deepEqual((await old.up()).errors, []);
        oldValues = valuesUnder(shared);
        next = await engine.stack("dev-2", { configuredAs: "dev", quick: true });
        next.configure({
            environment: "dev",
            monitoring: false,
            vpcId: engine.account.all.find(({ type }) => type === "aws:ec2/vpc:Vpc")?.id,
            functionSubnetIds: subnets("functions"),
            databaseSubnetIds: subnets("database"),
            identifier: "experimentation-dev-2",
            parameterPath: newPath,
            cloneCluster: "experimentation-dev",
            cloneExpiresOn: "never",
        });
    });

    after(() => {
        engine.close();
    });

    function subnets(use: string): string[] {
        return engine.account.all
            .filter(({ type, name }) => type === "aws:ec2/subnet:Subnet" && name.startsWith(`network-${use}-`))
            .map(({ id }) => id);
    }

    /** The values under a path, by the parameters' own names. */
    function valuesUnder(path: string): Record<string, string> {
        return Object.fromEntries(
            engine.account.all
                .filter(({ type, id }) => type === "aws:ssm/parameter:Parameter" && id.startsWith(path))
                .map(({ id, state }) => [id.slice(path.length), String(state.value)]),
        );
    }

    it("a second stack in the VPC is refused endpoints of its own, and comes up with those that exist", async () => {
        const refused = await next.up();
        const { id } = old.state().find("SecurityGroup", "network-endpoints");
        next.configure({ endpoints: "existing", endpointSecurityGroupId: id });
        const up = await next.up();
        newValues = valuesUnder(newPath);

        assert.match(
            refused.errors.join("\n"),
            /already a conflicting DNS domain for (ssm|secretsmanager)\.us-east-1\./,
        );
        assert.deepEqual([up.errors, Object.keys(newValues).sort()], [[], Object.keys(oldValues).sort()]);
        const same = Object.keys(newValues).filter((key) => newValues[key] === oldValues[key]);
        assert.deepEqual(same.sort(), ["name", "port"]);
    });

    it("a stack that takes over parameters without the key is refused", async () => {
        next.configure({ parameterPath: shared });

        const refused = await next.up();
        next.configure({ parameterPath: newPath });

        assert.match(refused.errors.join("\n"), /AlreadyExists: \/experimentation\/dev\/database\//);
        assert.deepEqual([valuesUnder(shared), valuesUnder(newPath)], [oldValues, newValues]);
    });

    it("the old stack leaves them with their values, and works with parameters of its own", async () => {
        old.configure({ parameterHandOver: shared });
        const prepared = await old.up();
        old.configure({ parameterPath: oldPath });
        const left = await old.up();

        assert.deepEqual([prepared.errors, left.errors], [[], []]);
        assert.deepEqual(
            summary(prepared.changes),
            Object.keys(oldValues)
                .sort()
                .map((key) => `update Parameter database-${key} (overwrite)`),
        );
        assert.deepEqual([valuesUnder(shared), valuesUnder(oldPath)], [oldValues, oldValues]);
    });

    it("the new stack takes them, interrupted half-way and gone on with; each exists at every moment", async () => {
        next.configure({ parameterHandOver: shared, parameterPath: shared });
        let created = 0;
        // Two of the seven are the same in both stacks, so four are a mixture.
        engine.account.fails = (operation) => operation.startsWith("create aws:ssm/") && ++created === 5;

        const interrupted = await next.up({ parallel: 1 });
        const halfWay = valuesUnder(shared);
        const up = await next.up();

        assert.match(interrupted.errors.join("\n"), /the test makes this create fail/);
        assert.deepEqual(Object.keys(halfWay).sort(), Object.keys(oldValues).sort());
        assert.notDeepEqual(halfWay, oldValues);
        assert.notDeepEqual(halfWay, newValues);
        assert.deepEqual([up.errors, valuesUnder(shared), valuesUnder(newPath)], [[], newValues, {}]);
        assert.deepEqual([await differences(old), await differences(next)], [[], []]);
    });

    it("the old stack takes them back, even before the new one has left them", async () => {
        old.configure({ parameterPath: undefined });
        const back = await old.up();
        next.configure({ parameterPath: newPath });
        const left = await next.up();

        assert.deepEqual([back.errors, left.errors, valuesUnder(shared)], [[], [], oldValues]);
        assert.deepEqual(valuesUnder(newPath), newValues);
    });

    it("the destroyed old stack leaves them to the new one, which then owns them alone", async () => {
        next.configure({ parameterPath: shared });
        const taken = await next.up();
        old.configure({ decommission: "dev" });
        const lifted = await old.up();
        const destroyed = await old.destroy({ exclude: ["**Network**"] });
        next.configure({ parameterHandOver: undefined });
        const owned = await next.up();

        const left = old.state().resources.map(({ urn }) => urn);
        assert.deepEqual(
            left.filter((urn) => !urn.includes("Network")).map((urn) => urn.replace(/^.*:/, "")),
            // The flow logs are under the key.
            ["database", "database"],
        );
        assert.deepEqual([taken.errors, lifted.errors, destroyed.errors, owned.errors], [[], [], [], []]);
        assert.deepEqual([valuesUnder(shared), await differences(next)], [newValues, []]);
    });
});

/** The changes that a stack plans after a refresh. */
async function differences(stack: EngineStack): Promise<string[]> {
    const refresh = await stack.refresh();
    const preview = await stack.preview();
    return [...refresh.errors, ...preview.errors, ...summary(preview.changes)];
}
