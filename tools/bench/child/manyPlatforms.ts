import { AuroraPlatform } from "../../../components/aurora/auroraPlatform";
import { Network } from "../../../components/network/network";
import { loadSettings } from "../../../settings";

/** Registers a number of platforms with the stack's settings in one network. */
export async function manyPlatforms(count: number): Promise<void> {
    const { network: networkArgs, database } = loadSettings();
    const network = await Network.create("network", networkArgs);
    for (let index = 1; index <= count; index += 1) {
        const names = { identifier: `platform-${index}`, parameterPath: `/platforms/${index}/` };
        new AuroraPlatform(`platform-${index}`, { ...database, ...names, network });
    }
}
