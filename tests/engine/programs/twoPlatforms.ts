import { AuroraPlatform } from "../../../components/aurora/auroraPlatform";
import { Network } from "../../../components/network/network";
import { loadSettings } from "../../../settings";

/** Two platforms in one network, with the stack's settings and names of their own. */
export = async (): Promise<object> => {
    const { network: networkArgs, database } = loadSettings();
    const network = await Network.create("network", networkArgs);
    for (const [name, project] of [
        ["one", "experimentation"],
        ["two", "reporting"],
    ] as const) {
        const names = { identifier: `${project}-dev`, parameterPath: `/${project}/dev/database/` };
        new AuroraPlatform(name, { ...database, ...names, network });
    }
    return {};
};
