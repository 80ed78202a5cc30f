import { AuroraPlatform, type AuroraPlatformArgs } from "../../../components/auroraPlatform";
import { Network } from "../../../components/network";
import { loadSettings } from "../../../settings";

const { environment, protect, logRetentionDays, keepLogs, tracing, network: settings, ...rest } = loadSettings();
const network = new Network("network", { ...settings, port: rest.database.port });

new AuroraPlatform("one", platformArgs("experimentation"));
new AuroraPlatform("two", platformArgs("reporting"));

/** The stack's settings, with names of the platform's own. */
function platformArgs(project: string): AuroraPlatformArgs {
    const names = { identifier: `${project}-dev`, parameterPath: `/${project}/dev/database/` };
    const common = { environment, protect, logRetentionDays, keepLogs, tracing, network };
    return { ...rest.database, ...rest.credentials, ...names, ...common };
}
