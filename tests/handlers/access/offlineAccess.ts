import postgres from "postgres";
import { type AccessHandler, createAccessHandler } from "../../../handlers/access/handler";
import type { EnvironmentVariables } from "../../../handlers/shared/environment";
import { createParameterStore, createVault, type ParameterStore, type Vault } from "../../harness/fakes";
import { secretArns } from "../../harness/platform";

/** An access function for tests that end before it connects: AWS's services are fakes, and there is no server. */
export interface OfflineAccess {
    readonly vault: Vault;
    readonly parameters: ParameterStore;
    /** Creates the function. `changes` replace variables of its environment. */
    readonly access: (changes?: EnvironmentVariables) => AccessHandler;
}

/** A complete set of parameters, by their names under the platform's path. */
export const offlineParameters = {
    host: "writer",
    "reader-host": "reader",
    port: "5432",
    name: "test",
    "secret-arn": secretArns.application,
    "reader-secret-arn": secretArns.reader,
    "migration-secret-arn": secretArns.migration,
};

/** Creates the fakes, with complete parameters and secrets. */
export function createOfflineAccess(): OfflineAccess {
    const vault = createVault();
    for (const arn of Object.values(secretArns)) vault.add(arn, { username: "reader_a", password: "secret" });
    const parameters = createParameterStore();
    for (const [name, value] of Object.entries(offlineParameters)) {
        parameters.values.set(`/test/database/${name}`, value);
    }
    const environment = {
        ENVIRONMENT: "test",
        PARAMETER_PATH: "/test/database/",
        ACCESS_MODE: "readWrite",
        METRICS_NAMESPACE: "test/database",
        CA_FILE: "/dev/null",
    };
    const dependencies = { ssm: parameters.client, secretsManager: vault.client, postgres, log: () => undefined };
    return {
        vault,
        parameters,
        access: (changes = {}) => createAccessHandler(dependencies, { ...environment, ...changes }),
    };
}
