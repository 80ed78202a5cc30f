import { AuroraPlatform } from "../../../components/aurora/auroraPlatform";
import { Network } from "../../../components/network/network";
import { loadSettings } from "../../../settings";

/** Registers so many platforms of the stack's settings in one network. */
export async function manyPlatforms(count: number): Promise<void> {
    const settings = loadSettings();
    const { environment, protect, logRetentionDays, keepLogs, tracing, database, credentials } = settings;
    const network = await Network.create("network", { ...settings.network, port: database.port });
    for (let index = 1; index <= count; index += 1) {
        new AuroraPlatform(`platform-${index}`, {
            ...database,
            ...credentials,
            identifier: `platform-${index}`,
            parameterPath: `/platforms/${index}/`,
            environment,
            protect,
            logRetentionDays,
            keepLogs,
            tracing,
            network,
        });
    }
}
