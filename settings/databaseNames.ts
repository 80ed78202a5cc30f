import { groups } from "../handlers/shared/database/schema";
import { reservedWords } from "./aws/reservedWords";
import type { Configuration } from "./configReader";
import { restoreKeys } from "./restore";

/** The problem of a value, a semicolon and the fix. Undefined if the value is valid. */
type Problem = string | undefined;

/** The names of a cluster's database and of its master user, both of which RDS fixes at the creation. */
export interface DatabaseNames {
    readonly databaseName: string;
    readonly masterUsername: string;
}

/**
 * Reads and checks the names of the database and of the master user. A cluster that is adopted or restored has its
 * names already, also those that the program would not choose for a new one.
 */
export function readNames(config: Configuration, identifier: string): DatabaseNames {
    const databaseName = config.text("databaseName");
    const masterUsername = config.text("masterUsername");
    const isRestored = restoreKeys.some((key) => config.text(key) !== "");
    if (isRestored || config.map("imports")["Cluster::database"] !== undefined) {
        config.check("databaseName", existingDatabaseProblem(databaseName));
        config.check("masterUsername", existingMasterProblem(masterUsername));
    } else {
        const orKeep = (problem: Problem) =>
            problem && `${problem}, or, if the cluster exists, add Cluster::database: ${identifier} to imports`;
        config.check("databaseName", orKeep(databaseNameProblem(databaseName)));
        config.check("masterUsername", orKeep(masterUsernameProblem(masterUsername)));
    }
    return { databaseName, masterUsername };
}

/** RDS's rules for a database's name. Lower case only, because PostgreSQL folds unquoted names to lower case. */
export function databaseNameProblem(value: string): Problem {
    if (!/^[a-z][a-z0-9_]{0,62}$/.test(value)) {
        return "is not a valid database name; use 1 to 63 lower-case letters, digits and _, first a letter";
    }
    return reservedWords.has(value) || ["postgres", ...serverDatabases].includes(value)
        ? "is reserved by PostgreSQL or RDS; choose another"
        : undefined;
}

/**
 * RDS's rules for the master user's name, in lower case. Without underscores it differs from every role that the
 * rotation creates. Attackers try `postgres` and `admin` first (Security Hub RDS.24).
 */
function masterUsernameProblem(value: string): Problem {
    if (!/^[a-z][a-z0-9]{0,15}$/.test(value)) {
        return "is not a valid master user name; use 1 to 16 lower-case letters and digits, first a letter";
    }
    return reservedWords.has(value) || /^(postgres|admin|public|none|pg.*|rds.*)$/.test(value)
        ? "is reserved by PostgreSQL or RDS, or is a name that attackers try first; choose another"
        : undefined;
}

/** The program quotes the name, so reserved words and upper case work. */
function existingDatabaseProblem(value: string): Problem {
    if (!existingName.test(value)) {
        return "is no database's name in RDS, which has 1 to 63 letters, digits and _, first a letter; set it to the cluster's own";
    }
    return serverDatabases.includes(value) ? "belongs to the server itself; set it to the cluster's own" : undefined;
}

/** The master logs in with the name in RDS's secret, and the program quotes it. */
function existingMasterProblem(value: string): Problem {
    if (!existingName.test(value)) {
        return "is no master's name in RDS, which has 1 to 63 letters, digits and _, first a letter; set it to the cluster's own";
    }
    if (ownRoles.test(value)) {
        return (
            "is a role that the program's rotations create, which would take the master's rights away; make a cluster " +
            "with another master, and move the data with pg_dump"
        );
    }
    return /^(pg_.*|public|none|rdsadmin|rds_.*)$/.test(value)
        ? "is a name that PostgreSQL or RDS keeps for itself; set it to the cluster's own"
        : undefined;
}

/**
 * What RDS accepts at most. The API names 16 letters and digits for the master of a cluster, and 63 with underscores for
 * a master of PostgreSQL, so that clusters may have the longer ones.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
const existingName = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;

/** Databases that nobody's data is in. */
const serverDatabases: readonly string[] = ["rdsadmin", "template0", "template1"];

const ownRoles = new RegExp(`^(${Object.values(groups).join("|")}|(migration|application|reader)_[ab])$`);
