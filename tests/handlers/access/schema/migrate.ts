import postgres from "postgres";
import { createConnections } from "../../../../handlers/access/connections";
import { createSchema, type SchemaResult } from "../../../../handlers/access/schema/createSchema";
import { type Migration, migrations } from "../../../../handlers/access/schema/migrations";
import { readAccessSettings } from "../../../../handlers/access/settings";
import { startDeadline } from "../../../../handlers/shared/deadline";
import { lambdaContext } from "../../../harness/fakes";
import { createPlatform, type Platform } from "../../../harness/platform";

/** Applies the migrations as the access function does. The secret `migration` must have been rotated. */
export async function migrate(platform: Platform, all: readonly Migration[]): Promise<SchemaResult> {
    const dependencies = { ssm: platform.parameters.client, secretsManager: platform.vault.client, postgres };
    const connections = createConnections(dependencies, readAccessSettings(platform.accessEnvironment));
    const deadline = startDeadline(lambdaContext());
    try {
        return await createSchema(connections, { deadline, refreshed: new Set(), attempts: 1 }, all);
    } finally {
        deadline.stop();
        await connections.close();
    }
}

/**
 * Gives each test of a suite the newest schema without rows.
 *
 * @param use gets the suite's platform before the first test.
 */
export function beforeEachMigrate(database: string, use: (platform: Platform) => void): void {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform(database);
        use(platform);
    });

    beforeEach(async () => {
        await platform.rotate("migration");
        await platform.rotate("application");
        await migrate(platform, migrations);
    });

    afterEach(async () => {
        await platform.dropRoles();
    });

    after(async () => {
        await platform.drop();
    });
}
