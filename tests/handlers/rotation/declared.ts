import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import {
    type Declaration,
    declarationFile,
    type DeclaredDatabase,
    type DeclaredRole,
} from "../../../handlers/rotation/databases/declaration";
import { createDeclaredDatabases } from "../../../handlers/rotation/databases/declaredDatabases";
import type { Reconciliation } from "../../../handlers/rotation/databases/reconcile";
import { createRotationHandler } from "../../../handlers/rotation/handler";
import { lambdaContext } from "../../harness/fakes";
import { type Platform, secretArns, steps } from "../../harness/platform";

/** A declared role without login. */
export function role(name: string, changes: Partial<DeclaredRole> = {}): DeclaredRole {
    return { name, login: false, connectionLimit: -1, memberOf: [], ...changes };
}

/** A declared database of the program's owner. */
export function database(name: string, changes: Partial<DeclaredDatabase> = {}): DeclaredDatabase {
    return { name, owner: "experimentation_owner", extensions: [], schemas: [], grants: [], ...changes };
}

/** A rotation function of a platform, deployed with a declaration. */
export interface DeclaringPlatform {
    readonly deploy: (declaration: Declaration) => void;
    readonly apply: () => Promise<Reconciliation>;
    /** Plans the deployed declaration, or another one. */
    readonly plan: (declaration?: Declaration) => Promise<Reconciliation>;
    readonly send: (event: unknown, remainingMs?: number) => Promise<unknown>;
    readonly rotate: (kind: keyof typeof secretArns) => Promise<void>;
    /** Drops databases, and the roles that a declaration created. */
    readonly clean: () => Promise<void>;
}

/** Creates the function with a declaration file of its own. */
export function declaringPlatform(platform: Platform): DeclaringPlatform {
    const folder = mkdtempSync(join(tmpdir(), "declared-"));
    const rotation = createRotationHandler(
        {
            secretsManager: platform.vault.client,
            postgres,
            databases: createDeclaredDatabases({ LAMBDA_TASK_ROOT: folder }),
            log: (line) => platform.log.push(line),
        },
        platform.rotationEnvironment,
    );
    const send = async (event: unknown, remainingMs?: number) => await rotation(event, lambdaContext(remainingMs));
    const reconciled = async (event: unknown): Promise<Reconciliation> => {
        const result = await rotation(event, lambdaContext());
        if (result === undefined) throw new Error("no result");
        return result;
    };
    return {
        deploy: (declaration) => {
            writeFileSync(join(folder, declarationFile), JSON.stringify(declaration));
        },
        apply: () => reconciled({ action: "applyDatabases" }),
        plan: (declaration) => reconciled({ action: "planDatabases", declaration }),
        send,
        rotate: async (kind) => {
            const token = platform.vault.startRotation(secretArns[kind]);
            for (const Step of steps) await send({ SecretId: secretArns[kind], ClientRequestToken: token, Step });
        },
        clean: async () => {
            const { superuser } = platform;
            const databases = await superuser<{ name: string }[]>`
                select datname as name from pg_database
                 where datname !~ '^(template|postgres$|experimentation$)' and datname <> current_database()`;
            for (const { name } of databases) await superuser`drop database ${superuser(name)} with (force)`;
            const roles = await superuser<{ name: string }[]>`
                select rolname as name from pg_roles where shobj_description(oid, 'pg_authid') like '{"declaredBy"%'`;
            for (const { name } of roles) {
                await superuser`drop owned by ${superuser(name)}`;
                await superuser`drop role ${superuser(name)}`;
            }
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** The statements of a result, each after its database. */
export function texts({ statements }: Reconciliation): string[] {
    return statements.map(({ database: name, statement }) => `${name}: ${statement}`);
}
