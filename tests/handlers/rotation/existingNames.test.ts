import assert from "node:assert/strict";
import { lambdaContext } from "../../harness/fakes";
import { connectTo, createPlatform, masterArn, type Platform, secretArns } from "../../harness/platform";
import { type DeclaringPlatform, declaringPlatform } from "./declared";

/** Names that RDS accepts, and that the program would not choose for a new cluster. */
const names = [
    { username: "postgres", database: "order" },
    { username: "Shop_Master", database: "Shop" },
];

for (const { username, database } of names) {
    describe(`a cluster with the master ${username} and the database ${database}`, () => {
        let platform: Platform;
        let declared: DeclaringPlatform;

        before(async () => {
            platform = await createPlatform("existing_names");
            await platform.superuser.unsafe(
                `create role "${username}" login createdb createrole password 'p'; grant rds_superuser to "${username}"`,
            );
            await platform.superuser.unsafe(`create database "${database}" owner "${username}"`);
            platform.vault.add(masterArn, { username, password: "p" });
            platform.parameters.values.set("/test/database/name", database);
            const rotationEnvironment = { ...platform.rotationEnvironment, DATABASE_NAME: database };
            declared = declaringPlatform({ ...platform, rotationEnvironment });
            declared.deploy({ roles: [], databases: [] });
        });

        after(async () => {
            await declared.clean();
            await platform.dropRoles();
            await platform.superuser.unsafe(`drop role "${username}"`);
            await platform.drop();
        });

        it("gets the program's logins and schema", async () => {
            for (const kind of ["migration", "application", "reader"] as const) await declared.rotate(kind);
            const created = await platform.access()({ action: "createSchema" }, lambdaContext());

            const { username: login = "", password = "" } = platform.vault.value(secretArns.application, "AWSCURRENT");
            const client = connectTo(platform.server, database, { username: login, password });
            const rows = await client`select current_database() as database, count(*)::int as count from experiments`;
            await client.end({ timeout: 1 });
            assert.equal(created.ok, true);
            assert.deepEqual([...rows], [{ database, count: 0 }]);
        });

        it("is not reported as undeclared", async () => {
            const { unmanaged } = await declared.plan();

            assert.deepEqual(
                unmanaged.filter((each) => each.startsWith("role ") && each.includes(username)),
                [],
            );
        });
    });
}
