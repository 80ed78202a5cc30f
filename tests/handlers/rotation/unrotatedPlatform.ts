import { createPlatform, type Platform } from "../../harness/platform";

/**
 * Registers hooks for a suite with one platform: each test begins with the secrets' first versions and without roles.
 *
 * @param use receives the platform before the first test.
 */
export function useUnrotatedPlatform(database: string, use: (platform: Platform) => void): void {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform(database);
        use(platform);
    });

    beforeEach(() => {
        platform.resetSecrets();
    });

    afterEach(async () => {
        await platform.dropRoles();
    });

    after(async () => {
        await platform.drop();
    });
}
