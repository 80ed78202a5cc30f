import type { State } from "./harness/state";

/** The dependencies that resources need for their creation and lack in a stack's state, as `Type name`. */
export function missingDependencies(state: State, readers: readonly string[]): string[] {
    const missing = (type: string, name: string, needed: readonly string[]) => {
        const waits = state.waitsFor(state.find(type, name));
        return needed.filter((each) => !waits.has(each));
    };

    const rotations = ["migration", "application", "reader"].map((kind) =>
        missing("SecretRotation", `database-${kind}`, [...rotationPath, `Permission database-${kind}-rotation`]),
    );
    const functions = ["database-rotation", "access"].map((name) =>
        missing("Function", name, [
            `LogGroup ${name}-logs`,
            `RolePolicy ${name}-policy`,
            `SecurityGroup ${name}-group`,
        ]),
    );
    const groups = ["database-rotation", "access"].map((name) =>
        missing("SecurityGroup", `${name}-group`, [`RolePolicy ${name}-policy`, `Role ${name}-role`]),
    );
    const logGroups = ["LogGroup database-postgresql", "LogGroup database-iam-db-auth-error"];
    const cluster = missing("Cluster", "database", logGroups);
    const afterWriter = readers.map((name) => missing("ClusterInstance", name, ["ClusterInstance database-0"]));
    return [...rotations, ...functions, ...groups, cluster, ...afterWriter].flat();
}

/** Needed before a rotation starts, because its function runs at once, and `up` would not notice its failure. */
const rotationPath = [
    "ClusterInstance database-0",
    "Function database-rotation",
    "NetworkAcl network-database",
    "Route network-public-1",
    "RolePolicy database-rotation-policy",
    "RouteTableAssociation network-functions-1",
    "RouteTableAssociation network-functions-2",
    "SecretVersion database-application",
    "SecretVersion database-migration",
    "SecretVersion database-reader",
    "SecurityGroupEgressRule database-rotation-database-egress",
    "SecurityGroupEgressRule database-rotation-endpoints-egress",
    "SecurityGroupIngressRule database-rotation-database-ingress",
    "SecurityGroupIngressRule database-rotation-endpoints-ingress",
    "VpcEndpoint network-secretsmanager",
    "VpcEndpoint network-ssm",
];
