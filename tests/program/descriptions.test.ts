import assert from "node:assert/strict";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { kindOf } from "./resources";
import { stacks, wholeProgram } from "./runs";

/**
 * The descriptions of a stack's resources; `<id>` is the identifier. The plan does not show them, and a change of the
 * description of a security group or a parameter group replaces it.
 */
const descriptions = {
    "ClusterParameterGroup database-aurora-postgresql15": "Parameters of <id>",
    "EventRule monitoring-key": "Somebody has disabled the key of <id>, or scheduled its deletion",
    "Function access": "Health check, schema and queries of <id>",
    "Function database-rotation": "Makes and rotates the logins of <id>",
    "Key database": "Encrypts <id>: storage, snapshots, secrets and logs",
    "Parameter database-host": "The writer's endpoint",
    "Parameter database-migration-secret-arn": "The secret of the login that owns the schema",
    "Parameter database-name": "The database's name",
    "Parameter database-port": "The port of both endpoints",
    "Parameter database-reader-host": "The readers' endpoint",
    "Parameter database-reader-secret-arn": "The secret of the login that reads",
    "Parameter database-secret-arn": "The secret of the login that writes",
    "Role access-role": "Health check, schema and queries of <id>",
    "Role access-roll-up": "Invokes the roll-up of <id>",
    "Role database-monitoring": "Enhanced monitoring writes the metrics of the instances' operating systems",
    "Role database-rotation-role": "Makes and rotates the logins of <id>",
    "Role flow-logs": "Writes the flow logs of <id>",
    "Role monitoring-health-check": "Invokes the health check of <id>",
    "Schedule access-roll-up": "Rolls up the events of <id>",
    "Schedule monitoring-health-check": "Checks the health of <id>",
    "Secret database-application": "The application login of <id>; made and rotated by <id>-rotation",
    "Secret database-migration": "The migration login of <id>; made and rotated by <id>-rotation",
    "Secret database-reader": "The reader login of <id>; made and rotated by <id>-rotation",
    "SecurityGroup access-group": "The function <id>-access",
    "SecurityGroup database": "The cluster <id>",
    "SecurityGroup database-rotation-group": "The function <id>-rotation",
    "SecurityGroup network-endpoints": "The interface endpoints of Secrets Manager and SSM",
    "SubnetGroup database-<digest>": "The database subnets of <id>",
};

/** The names that AWS's console shows of resources without a name of their own: the tag `Name`. */
const nameTags = {
    "Cluster database": "<id>",
    "ClusterInstance database-0": "<id>-0",
    "ClusterInstance database-1": "<id>-1",
    "FlowLog flow-logs": "<id>",
    "Key database": "<id>",
    "NetworkAcl network-database": "network-database",
    "SecurityGroup access-group": "<id>-access",
    "SecurityGroup database": "<id>",
    "SecurityGroup database-rotation-group": "<id>-rotation",
    "SecurityGroup network-endpoints": "network-endpoints",
    "Topic monitoring": "<id>",
    "Topic monitoring-key": "<id>",
    "VpcEndpoint network-secretsmanager": "network-secretsmanager",
    "VpcEndpoint network-ssm": "network-ssm",
};

for (const stack of stacks) {
    const identifier = `experimentation-${stack}`;

    describe(`the resources of ${stack}`, () => {
        it("have these descriptions", async () => {
            const run = await wholeProgram({ stack });

            const found = texts(run, identifier, ({ description }) => description);

            assert.deepEqual(found, descriptions);
        });

        it("have these names in AWS's console", async () => {
            const run = await wholeProgram({ stack });

            const found = texts(run, identifier, ({ tags }) => toRecord(tags).Name);

            const { "ClusterInstance database-1": reader, ...others } = nameTags;
            assert.deepEqual(found, stack === "dev" ? others : { ...others, "ClusterInstance database-1": reader });
        });
    });
}

/** A text of each resource that has one, by kind and logical name, with `<id>` for the identifier. */
function texts(
    run: ProgramRun,
    identifier: string,
    text: (inputs: Readonly<Record<string, unknown>>) => unknown,
): Record<string, string> {
    return Object.fromEntries(
        run.resources.flatMap((resource) => {
            const found = text(resource.inputs);
            const name =
                kindOf(resource) === "SubnetGroup" ? resource.name.replace(/[0-9a-f]{6}$/, "<digest>") : resource.name;
            return typeof found === "string"
                ? [[`${kindOf(resource)} ${name}`, found.replaceAll(identifier, "<id>")]]
                : [];
        }),
    );
}
