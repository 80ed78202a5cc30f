import { describeConcurrentRotations } from "./concurrentRotations";
import { describeConnectionFaults } from "./connectionFaults";
import { describeEventFaults } from "./eventFaults";
import { describeFailoverFaults } from "./failoverFaults";
import { World } from "./harness/world";
import { describePausedDatabase } from "./pausedDatabase";
import { describeProtocolFaults } from "./protocolFaults";
import { describeRollUpFaults } from "./rollUpFaults";
import { describeRotationFaults } from "./rotationFaults";
import { describeSchemaFaults } from "./schemaFaults";
import { describeSecretFaults } from "./secretFaults";
import { describeStatementFaults } from "./statementFaults";
import { describeTlsFaults } from "./tlsFaults";

/** Describes every fault, for functions that run on one version of Node.js. */
export function describeAllFaults(title: string, nodeExecutable: () => Promise<string>): void {
    describe(`faults on ${title}`, () => {
        let world: World | undefined;

        const worlds = (): World => {
            if (world === undefined) throw new Error("the world is not started yet");
            return world;
        };

        before(async function () {
            this.timeout(120_000);
            world = await World.start(await nodeExecutable());
        });

        after(async () => {
            await world?.stop();
        });

        describeSchemaFaults(worlds);
        describeRollUpFaults(worlds);
        describeEventFaults(worlds);
        describeStatementFaults(worlds);
        describeSecretFaults(worlds);
        describeTlsFaults(worlds);
        describeProtocolFaults(worlds);
        describeConnectionFaults(worlds);
        describeConcurrentRotations(worlds);
        // Before the rotation faults, which leave a rotation unfinished.
        describePausedDatabase(worlds);
        describeRotationFaults(worlds);
        describeFailoverFaults(worlds);
    });
}
