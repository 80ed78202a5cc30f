import assert from "node:assert/strict";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";

/** A resource during whose creation the CLI is killed. */
interface Killed {
    readonly what: string;
    readonly token: string;
    readonly name: string;
    /** Whether AWS refuses a second resource, whose name is fixed. */
    readonly isNameTaken: boolean;
    /** The arguments that no import reads, which the same `up` sets. */
    readonly set: string;
}

/** In the order of their creation. */
const killed: readonly Killed[] = [
    { what: "the key", token: "aws:kms/key:Key", name: "database", isNameTaken: false, set: "deletionWindowInDays" },
    {
        what: "a secret",
        token: "aws:secretsmanager/secret:Secret",
        name: "database-application",
        isNameTaken: false,
        set: "recoveryWindowInDays",
    },
    {
        what: "the cluster",
        token: "aws:rds/cluster:Cluster",
        name: "database",
        isNameTaken: true,
        set: "allowMajorVersionUpgrade, applyImmediately, finalSnapshotIdentifier, skipFinalSnapshot",
    },
    {
        what: "an instance",
        token: "aws:rds/clusterInstance:ClusterInstance",
        name: "database-0",
        isNameTaken: true,
        set: "applyImmediately",
    },
];

describe("an up that was killed on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
    });

    after(() => {
        engine.close();
    });

    async function startStack(name: string): Promise<void> {
        engine.emptyAccount();
        stack = await engine.stack(name, { configuredAs: "dev" });
        // The CLI writes the state at every step, but functions are serialised once.
        stack.quick = true;
        stack.configure({ environment: "dev", monitoring: false });
    }

    /** Kills an `up` when AWS has created the resource. Returns the resource's id. */
    async function killAt({ token, name }: Killed): Promise<string> {
        engine.killAt(`create ${token} ${name}`);
        const { ok } = await stack.killedUp({ parallel: 1 });
        engine.account.holds = () => false;
        const made = ofName(token, name);
        assert.deepEqual([ok, made.length, stack.state().pending.includes(made[0]?.urn ?? "")], [false, 1, true]);
        return made[0]?.id ?? "";
    }

    function ofName(token: string, name: string) {
        return engine.account.all.filter((each) => each.type === token && each.name === name);
    }

    describe("and whose resources are imported", () => {
        const imports: Record<string, string> = {};
        const updates: string[] = [];

        before(async () => {
            await startStack("imported");
        });

        for (const each of killed) {
            const end = `${each.token.replace(/.*:/, "")}::${each.name}`;

            it(`while it created ${each.what}: a refresh keeps the pending creation${each.isNameTaken ? ", and the next up is refused" : ""}`, async () => {
                const id = await killAt(each);
                const locked = await stack.up();
                await stack.cancel();
                const refresh = await stack.refresh();
                const { pending } = stack.state();

                assert.match(locked.errors.join("\n"), /the stack is currently locked by 1 lock/);
                // Those of the earlier tests too, although their resources are in the state by now.
                assert.deepEqual([refresh.errors, pending.length], [[], killed.indexOf(each) + 1]);
                if (each.isNameTaken) {
                    const careless = await stack.up();
                    assert.match(careless.errors.join("\n"), new RegExp(`AlreadyExists: ${id}`));
                    assert.match(
                        careless.warnings.join("\n"),
                        /will need to be run interactively to clear pending CREATE/,
                    );
                    assert.deepEqual(stack.state().pending, pending);
                }
                imports[end] = id;
                updates.push(`import ${end.replace("::", " ")}`, `update ${end.replace("::", " ")} (${each.set})`);
                stack.configure({ imports: { ...imports } });
            });
        }

        it("the preview lists the imports and what they will change", async () => {
            const preview = await stack.preview();

            assert.deepEqual(preview.errors, []);
            assert.deepEqual(summary(preview.changes).filter(notCreated), updates.slice(-2));
        });

        it("the next up imports each, and creates the rest", async () => {
            const up = await stack.up();

            assert.deepEqual([up.errors, summary(up.changes).filter(notCreated)], [[], updates.slice(-2)]);
            for (const { token, name } of killed) {
                assert.deepEqual([token, ofName(token, name).length], [token, 1]);
            }
        });

        it("clearing the pending creations ends it, and nothing differs any more", async () => {
            const before = stack.state().pending;
            const cleared = await stack.refresh({ clearPendingCreates: true });
            const preview = await stack.preview();

            assert.equal(before.length, 4);
            assert.deepEqual([cleared.errors, stack.state().pending], [[], []]);
            assert.deepEqual([preview.errors, preview.warnings, summary(preview.changes)], [[], [], []]);
        });

        it("without the entries, only the cluster's master password is requested once more", async () => {
            stack.configure({ imports: undefined });

            const preview = await stack.preview();

            assert.deepEqual(summary(preview.changes), ["update Cluster database (manageMasterUserPassword)"]);
        });
    });

    describe("and whose pending creation is cleared", () => {
        it("leaves a key that Pulumi does not know, because the next up creates another", async () => {
            await startStack("cleared");
            const [key] = killed;
            const left = await killAt(key ?? assert.fail());
            await stack.cancel();
            engine.account.fails = (operation) => operation === "create aws:rds/cluster:Cluster database";

            const cleared = await stack.refresh({ clearPendingCreates: true });
            const up = await stack.up({ parallel: 1 });

            const keys = ofName("aws:kms/key:Key", "database").map(({ id }) => id);
            assert.deepEqual([cleared.errors, stack.state().pending], [[], []]);
            assert.match(up.errors.join("\n"), /ServiceUnavailable/);
            assert.deepEqual([keys.length, keys.includes(left)], [2, true]);
            assert.notEqual(stack.state().find("Key", "database").id, left);
        });
    });
});

function notCreated(line: string): boolean {
    return !line.startsWith("create ");
}
