import { AuroraPlatform, type AuroraPlatformArgs } from "../../../components/auroraPlatform";
import { Network } from "../../../components/network";
import { loadSettings } from "../../../settings";

const { environment, protect, logRetentionDays, tracing, network: settings, database, credentials } = loadSettings();
const network = new Network("network", { ...settings, port: database.port });

new AuroraPlatform("one", platformArgs("experimentation"));
new AuroraPlatform("two", platformArgs("reporting"));

/** The stack's settings, with names of the platform's own. */
function platformArgs(project: string): AuroraPlatformArgs {
    const names = { identifier: `${project}-dev`, parameterPath: `/${project}/dev/database/` };
    return { ...database, ...credentials, ...names, environment, protect, logRetentionDays, tracing, network };
}
