import assert from "node:assert/strict";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { failOnce, pickOthers, seed } from "./harness/faults";
import { ownedBy } from "./harness/result";

/** Where the provider fails, as `<type> <name>`. */
const named = [
    "aws:kms/key:Key database",
    "aws:cloudwatch/logGroup:LogGroup database-postgresql",
    "aws:rds/cluster:Cluster database",
    "aws:rds/clusterInstance:ClusterInstance database-0",
    "aws:ec2/vpcEndpoint:VpcEndpoint network-secretsmanager",
    "aws:secretsmanager/secretVersion:SecretVersion database-application",
    "aws:lambda/function:Function database-rotation",
    "aws:secretsmanager/secretRotation:SecretRotation database-reader",
    "aws:lambda/function:Function access",
    "aws:ssm/parameter:Parameter database-host",
];

describe("an up that fails on the real engine", () => {
    let engine: Engine;
    let undisturbed: Readonly<Record<string, unknown>>;
    let everything: string[];

    before(async () => {
        engine = await Engine.start();
        const stack = await engine.stack("dev");
        assert.deepEqual((await stack.up()).errors, []);
        undisturbed = ownedBy(engine.account, stack.state());
        everything = engine.account.operations.map((operation) => operation.slice("create ".length));
        engine.close();
    });

    beforeEach(async () => {
        engine = await Engine.start();
    });

    afterEach(() => {
        engine.close();
    });

    it("goes on where it stopped, at each of ten resources and five by chance", async () => {
        const faults = [...named, ...pickOthers(everything, named, 5)];
        const stack = await engine.stack("dev");
        const failed = failOnce(engine.account, faults);

        const messages = await upUntilDone(stack, faults.length);

        const result = ownedBy(engine.account, stack.state());
        assert.deepEqual([...failed].sort(), [...faults].sort(), `with seed ${seed}`);
        assert.equal(messages.length, faults.length);
        assert.deepEqual(result, undisturbed, `with seed ${seed}`);
    });

    if (process.env.ENGINE_TESTS_EVERY !== undefined) {
        it("goes on where it stopped, at every resource by itself", async function () {
            this.timeout(2 * 60 * 60 * 1000);
            for (const fault of everything) {
                engine.close();
                engine = await Engine.start();
                const stack = await engine.stack("dev");
                failOnce(engine.account, [fault]);

                const messages = await upUntilDone(stack, 1);

                assert.equal(messages.length, 1, fault);
                assert.deepEqual(ownedBy(engine.account, stack.state()), undisturbed, fault);
            }
        });
    }
});

/** Runs `up` until it succeeds, which is after as many failures as there are faults. Returns what each said. */
async function upUntilDone(stack: EngineStack, faults: number): Promise<string[]> {
    const messages: string[] = [];
    for (let attempt = 0; attempt <= faults; attempt += 1) {
        const up = await stack.up({ parallel: 1 });
        if (up.ok) {
            return messages;
        }
        messages.push(up.errors.join("\n"));
    }
    throw new Error(`still failing after ${faults} faults: ${String(messages.at(-1))}`);
}
