import type { Declaration } from "../../components/aurora/platformArgs";
import type { Configuration } from "../configReader";
import type { DatabaseSettings } from "../settings";
import { databaseProblem, databasesProblem, declaredDatabases } from "./databases";
import { declaredRoles, membershipProblem, rolesProblem } from "./roles";

/** The settings that the checks depend on. */
type Surroundings = Pick<
    DatabaseSettings,
    "databaseName" | "masterUsername" | "majorVersion" | "extensions" | "rotationTimeoutSeconds"
>;

/** Reads and checks the declared databases and roles. Undefined if there are none. */
export function readDeclaration(config: Configuration, settings: Surroundings): Declaration | undefined {
    const databaseValues = config.object("databases");
    const roleValues = config.object("databaseRoles");
    const rolesForm = rolesProblem(roleValues, settings.masterUsername);
    config.require("databaseRoles", rolesForm === undefined, rolesForm ?? "", "masterUsername");
    const databasesForm = databasesProblem(databaseValues);
    config.check("databases", databasesForm);
    if (rolesForm !== undefined || databasesForm !== undefined) {
        return undefined;
    }
    const roles = declaredRoles(roleValues);
    const databases = declaredDatabases(databaseValues);
    config.check("databaseRoles", membershipProblem(roles));
    const surroundings = {
        ownDatabase: settings.databaseName,
        majorVersion: settings.majorVersion,
        loaded: settings.extensions.filter(({ preloaded }) => preloaded).map(({ name }) => name),
        roles,
    };
    const problem = databases.map((each) => databaseProblem(each, surroundings)).find((each) => each !== undefined);
    config.require("databases", problem === undefined, problem ?? "", "databaseRoles", "databaseName", "engineVersion");
    const needed = baseSeconds + secondsPerDatabase * databases.length;
    config.require(
        "rotationTimeoutSeconds",
        settings.rotationTimeoutSeconds >= needed,
        `${databases.length} databases may need ${needed} seconds; set it to ${needed} or more`,
        "databases",
    );
    return databases.length + roles.length === 0 ? undefined : { roles, databases };
}

/** The connection limits of the declared logins together. */
export function declaredConnections(declaration: Declaration | undefined): number {
    const logins = declaration?.roles.filter(({ login }) => login) ?? [];
    return logins.reduce((sum, { connectionLimit }) => sum + connectionLimit, 0);
}

/** For the roles. */
const baseSeconds = 10;

/** For the creation of a database, which copies the template's 7 MB, and for its schemas and grants. */
const secondsPerDatabase = 5;
