import { pickOthers } from "./harness/faults";
import { assertUpRecovers, type Undisturbed, undisturbedUp } from "./harness/recovery";

/** The operations at which the provider fails. */
const named = [
    "create aws:kms/key:Key database",
    "create aws:cloudwatch/logGroup:LogGroup database-postgresql",
    "create aws:rds/cluster:Cluster database",
    "create aws:rds/clusterInstance:ClusterInstance database-0",
    "create aws:ec2/vpcEndpoint:VpcEndpoint network-secretsmanager",
    "create aws:secretsmanager/secretVersion:SecretVersion database-application",
    "create aws:lambda/function:Function database-rotation",
    "create aws:secretsmanager/secretRotation:SecretRotation database-reader",
    "create aws:lambda/function:Function access",
    "create aws:ssm/parameter:Parameter database-host",
];

describe("a creation that fails on the real engine", () => {
    let undisturbed: Undisturbed;
    let others: readonly string[];

    before(async () => {
        undisturbed = await undisturbedUp();
        others = pickOthers(undisturbed.operations, named, 5);
    });

    for (const fault of named) {
        it(`${fault}: the next up finishes`, async () => {
            await assertUpRecovers(fault, undisturbed);
        });
    }

    for (const index of [0, 1, 2, 3, 4]) {
        it(`at a random resource, ${index + 1} of 5: the next up finishes`, async () => {
            const [fault = ""] = others.slice(index);

            await assertUpRecovers(fault, undisturbed);
        });
    }
});
