import type postgres from "postgres";
import { databaseError } from "../../shared/database/databaseError";
import type { Session } from "../../shared/database/session";
import { inTransaction } from "../../shared/database/transaction";
import { type Deadline, untilDeadline } from "../../shared/deadline";
import { textProperty } from "../../shared/errors";
import { readMaster } from "../roles/master";
import type { Declaration, DeclaredDatabase } from "./declaration";
import { type Plan, refusal } from "./plan";
import { creation, newDatabase, planDatabase } from "./planDatabase";
import { planRoles } from "./planRoles";
import { type DatabaseEntry, needsToken, readDatabase, readDatabases, readRoles } from "./readState";
import { recordedGrants } from "./record";

/** A statement and the database that it runs in. */
export interface DatabaseStatement {
    readonly database: string;
    readonly statement: string;
}

/** What a run has done, or would do. */
export interface Reconciliation {
    readonly statements: readonly DatabaseStatement[];
    /** What the server has and no declaration: a run leaves it alone. */
    readonly unmanaged: readonly string[];
}

/** `plan` changes nothing. */
export type Mode = "plan" | "apply";

/** The server, as the master reaches it. */
export interface MasterAccess {
    /** The program's own database, which exists. */
    readonly ownDatabase: string;
    readonly connect: (database: string) => Promise<Session>;
    readonly deadline: Deadline;
}

/**
 * Makes the server's databases, roles and grants as they are declared: the roles in one transaction, each missing
 * database, then each database in one transaction. A run that ends half-way leaves whole transactions behind, and the next
 * one continues. Runs at the same time wait for each other in each database.
 *
 * @throws a coded error that names the statement. The transactions before it stay.
 */
export async function reconcile(
    declaration: Declaration,
    mode: Mode,
    { ownDatabase, connect, deadline }: MasterAccess,
): Promise<Reconciliation> {
    const done: DatabaseStatement[] = [];
    const unmanaged: string[] = [];
    const run = async (session: Session, database: string, plan: (sql: postgres.Sql) => Promise<Plan>) => {
        const planned = await inTransaction(session, mode === "apply" ? "write" : "read", deadline, async (sql) => {
            if (mode === "plan") {
                return await plan(sql);
            }
            // The lock of the rotations: they change the same roles.
            await sql`select pg_advisory_xact_lock(hashtext('experimentation roles'))`;
            const current = await plan(sql);
            const neededToken = await needsToken(sql);
            for (const statement of current.statements) {
                await runOne(statement, database, () => sql.unsafe(statement));
            }
            if (!neededToken && (await needsToken(sql))) {
                throw masterLockedOut();
            }
            return current;
        });
        done.push(...planned.statements.map((statement) => ({ database, statement })));
        unmanaged.push(...planned.unmanaged);
    };

    let existing: readonly DatabaseEntry[] = [];
    await withSession(connect(ownDatabase), async (session) => {
        const plan = async (sql: postgres.Sql) => {
            existing = await readDatabases(sql);
            return planRoles(declaration, await readRoles(sql), await readMaster(sql));
        };
        await run(session, ownDatabase, plan);
        for (const database of declaration.databases.filter(({ name }) => !hasName(existing, name))) {
            const statement = creation(database);
            if (mode === "apply") {
                await createDatabase(session, statement, ownDatabase, deadline);
            }
            done.push({ database: ownDatabase, statement });
        }
    });
    for (const database of declaration.databases) {
        if (mode === "plan" && !hasName(existing, database.name)) {
            const { statements } = planDatabase(database, newDatabase(database));
            done.push(...statements.map((statement) => ({ database: database.name, statement })));
        } else {
            await withSession(connect(database.name), (session) =>
                run(session, database.name, async (sql) => planDatabase(database, await readDatabase(sql))),
            );
        }
    }
    return { statements: done, unmanaged: [...unmanaged, ...undeclared(declaration.databases, existing, ownDatabase)] };
}

/**
 * A member of `rds_iam`, even through another role, cannot log in with a password. On PostgreSQL 16 and later, the creator
 * of a role is its member.
 */
function masterLockedOut(): Error {
    return refusal(
        "roleNotOurs",
        "The master would be a member of rds_iam through a role that it creates, and RDS would refuse its password",
        "Declare no role with login iam on this version of PostgreSQL",
    );
}

async function withSession(opening: Promise<Session>, work: (session: Session) => Promise<void>): Promise<void> {
    const session = await opening;
    try {
        await work(session);
    } finally {
        await session.close();
    }
}

/** Creates a database outside a transaction. Another run may be faster. */
async function createDatabase(
    session: Session,
    statement: string,
    ownDatabase: string,
    deadline: Deadline,
): Promise<void> {
    try {
        await untilDeadline(
            runOne(statement, ownDatabase, () => session.sql.unsafe(statement), alreadyThere),
            deadline,
            "unknown",
        );
    } catch (error) {
        await session.abandon();
        throw error;
    }
}

/** Codes of a database that exists: since before, or created at the same moment. */
const alreadyThere = ["42P04", "23505"];

/** Runs a statement. Its text is part of the error: it contains no value. */
async function runOne(
    statement: string,
    database: string,
    run: () => Promise<unknown>,
    tolerated: readonly string[] = [],
): Promise<void> {
    try {
        await run();
    } catch (caught) {
        if (tolerated.includes(textProperty(caught, "code") ?? "")) {
            return;
        }
        const error = databaseError(caught, "statement");
        throw Object.assign(error, { message: `${error.message} In database ${database}: ${statement}` });
    }
}

function hasName(entries: readonly DatabaseEntry[], name: string): boolean {
    return entries.some((entry) => entry.name === name);
}

/** Databases of the server that are not declared, or not any more. Their grants stay as they are. */
function undeclared(
    declared: readonly DeclaredDatabase[],
    existing: readonly DatabaseEntry[],
    ownDatabase: string,
): string[] {
    return existing
        .filter(({ name }) => name !== ownDatabase && !declared.some((database) => database.name === name))
        .map(({ name, comment }) =>
            recordedGrants(comment) === undefined
                ? `database ${name} is not declared`
                : `database ${name} is no longer declared; nothing drops it, and its grants stay`,
        );
}
