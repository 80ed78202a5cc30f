import { type Case, describeRules } from "./describeRules";

/** The ways in which a stack gets a cluster that has its names already. */
const existing: readonly Record<string, string>[] = [
    { imports: '{"Cluster::database":"experimentation-staging"}' },
    { restoreSnapshot: "before-the-migration" },
    { restoreCluster: "experimentation-prod", restoreTime: "latest" },
    { cloneCluster: "experimentation-prod", cloneExpiresOn: "never" },
];
const own = "set it to the cluster's own";
const form = `which has 1 to 63 letters, digits and _, first a letter; ${own}`;

describeRules("the names of a cluster that exists", [
    ...existing.flatMap((keys): Case[] => [
        [{ ...keys, masterUsername: "postgres" }],
        [{ ...keys, masterUsername: "admin", databaseName: "postgres" }],
        [{ ...keys, masterUsername: "reader_a" }, `masterUsername: reader_a: ${roleProblem()}`],
    ]),
    ...["root", "Shop_Master", "rdsowner", "pgowner", "select", `a${"_".repeat(62)}`].map((name): Case => [
        { ...existing[0], masterUsername: name },
    ]),
    ...["Shop", "user", "order_data", `a${"_".repeat(62)}`].map((name): Case => [
        { ...existing[0], databaseName: name },
    ]),
    ...["migration_b", "application_a", "experimentation_owner", "experimentation_reader"].map((name): Case => [
        { ...existing[0], masterUsername: name },
        `masterUsername: ${name}: ${roleProblem()}`,
    ]),
    ...["pg_monitor", "public", "none", "rdsadmin", "rds_superuser"].map((name): Case => [
        { ...existing[0], masterUsername: name },
        `masterUsername: ${name}: is a name that PostgreSQL or RDS keeps for itself; ${own}`,
    ]),
    ...["1shop", "shop-master", `a${"_".repeat(63)}`].map((name): Case => [
        { ...existing[0], masterUsername: name },
        `masterUsername: ${name}: is no master's name in RDS, ${form}`,
    ]),
    ...["1shop", "my-shop", `a${"_".repeat(63)}`].map((name): Case => [
        { ...existing[0], databaseName: name },
        `databaseName: ${name}: is no database's name in RDS, ${form}`,
    ]),
    ...["rdsadmin", "template0", "template1"].map((name): Case => [
        { ...existing[0], databaseName: name },
        `databaseName: ${name}: belongs to the server itself; ${own}`,
    ]),
    [
        { imports: '{"Key::database":"1234abcd"}', masterUsername: "postgres" },
        "masterUsername: postgres: is reserved by PostgreSQL or RDS, or is a name that attackers try first; choose " +
            "another, or, if the cluster exists, add Cluster::database: experimentation-staging to imports",
    ],
]);

function roleProblem(): string {
    return (
        "is a role that the program's rotations create, which would take the master's rights away; make a cluster with " +
        "another master, and move the data with pg_dump"
    );
}
