import { readFileSync } from "node:fs";
import { inPartOf } from "../../shared/deadline";
import type { EnvironmentVariables } from "../../shared/environment";
import { asCodedError, codedError } from "../../shared/errors";
import { type Declaration, declarationFile, declarationOf } from "./declaration";
import { type MasterAccess, reconcile, type Reconciliation } from "./reconcile";

/** Time limit in a rotation, which the rest of the rotation waits for. Milliseconds. */
const rotationLimit = 60_000;

/** Whether a retry is safe, for every error. */
const repetition = "Every run continues where the last one ended, so it can be repeated.";

/** What the rotation function does for declared databases. Only a stack that declares some has it in its artifact. */
export interface DeclaredDatabases {
    /** Returns the work that an event asks for. Undefined for an event of Secrets Manager. */
    readonly workOf: (event: unknown) => DatabasesWork | undefined;
    /** Applies the declaration in a rotation. Never throws: it notes what it did, or why it failed. */
    readonly keep: (access: MasterAccess, note: (text: string) => void) => Promise<void>;
}

/** A run of its own, outside a rotation. */
export interface DatabasesWork {
    /** The event's action. */
    readonly action: "planDatabases" | "applyDatabases";
    readonly run: (access: MasterAccess) => Promise<Reconciliation>;
}

/**
 * Creates the function's part for declared databases. `planDatabases` takes another declaration in the event, for instance
 * before its deployment; `applyDatabases` takes only that of the deployment.
 */
export function createDeclaredDatabases(variables: EnvironmentVariables): DeclaredDatabases {
    return {
        workOf: (event) => {
            const { action, declaration }: { action?: unknown; declaration?: unknown } =
                typeof event === "object" && event !== null ? { ...event } : {};
            if (action !== "planDatabases" && action !== "applyDatabases") {
                return undefined;
            }
            const isApply = action === "applyDatabases";
            if (isApply && declaration !== undefined) {
                throw codedError("eventInvalid", {
                    message: "declaration: only planDatabases takes one; deploy it, then apply it",
                });
            }
            return {
                action,
                run: async (access) => {
                    const declared =
                        declaration === undefined ? readDeclaration(variables) : declarationOf(declaration);
                    try {
                        return await reconcile(declared, isApply ? "apply" : "plan", access);
                    } catch (caught) {
                        const error = asCodedError(caught);
                        throw Object.assign(error, { message: `${error.message} ${repetition}` });
                    }
                },
            };
        },
        keep: async (access, note) => {
            try {
                const { statements, unmanaged } = await inPartOf(
                    access.deadline,
                    rotationLimit,
                    "deadlineExceeded",
                    (deadline) => reconcile(readDeclaration(variables), "apply", { ...access, deadline }),
                );
                [...statements.map(({ database, statement }) => `${database}: ${statement}`), ...unmanaged].forEach(
                    note,
                );
            } catch (error) {
                note(`The declared databases were not reconciled: ${asCodedError(error).message}`);
            }
        },
    };
}

/**
 * Reads the declaration of the deployment.
 *
 * @throws `configurationInvalid`.
 */
function readDeclaration({ LAMBDA_TASK_ROOT: folder = "." }: EnvironmentVariables): Declaration {
    try {
        return declarationOf(JSON.parse(readFileSync(`${folder}/${declarationFile}`, "utf8")));
    } catch {
        throw codedError("configurationInvalid", {
            message: `${declarationFile}: cannot be read; deploy the stack again`,
        });
    }
}
