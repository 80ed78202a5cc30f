import type postgres from "postgres";
import { type ProgramRun, runProgram } from "../../../offline/runProgram";
import type { FaultHook } from "../../../tools/local/aws/faults";
import { Proxy } from "../../../tools/local/network/proxy";
import { type LocalAws, serveAws } from "../../../tools/local/platform/aws";
import { type LocalDatabase, startDatabase } from "../../../tools/local/platform/database";
import { type CertificateAuthority, createCertificateAuthority } from "../../../tools/local/postgres/certificates";
import type { PostgresStandby } from "../../../tools/local/postgres/standby";

/** The parts of a world that are started once. */
export interface Parts {
    readonly nodeExecutable: string;
    readonly program: ProgramRun;
    /** Issues certificates that the functions trust. */
    readonly authority: CertificateAuthority;
    readonly database: LocalDatabase;
    readonly standby: PostgresStandby;
    readonly aws: LocalAws;
    /** The proxy in front of AWS. */
    readonly awsNetwork: Proxy;
    /** The writer's proxy. */
    readonly writer: Proxy;
    /** The reader's proxy. */
    readonly reader: Proxy;
    /** The superuser's client at the writer. */
    readonly sql: postgres.Sql;
    /** The superuser's client at the standby. */
    readonly standbySql: postgres.Sql;
}

/**
 * Runs the program of the dev stack with a reader, and starts its database and AWS's endpoints, each behind a proxy.
 */
export async function startParts(nodeExecutable: string, faults: FaultHook): Promise<Parts> {
    const program = await runProgram({ stack: "dev", config: { "experimentation-database:instances": "2" } });
    const authority = await createCertificateAuthority();
    const database = await startDatabase(program.resources, { certificateAuthority: authority });
    const aws = await serveAws(program.resources, program.region, database.masterSecretValue, { faults });
    const { standby } = database.server;
    if (standby === undefined) throw new Error("the stack has no reader");
    return {
        nodeExecutable,
        program,
        authority,
        database,
        standby,
        aws,
        awsNetwork: await Proxy.start(Number(new URL(aws.endpoints.url).port)),
        writer: await Proxy.start(database.server.port),
        reader: await Proxy.start(standby.port),
        sql: database.server.connectAsSuperuser(),
        standbySql: standby.connectAsSuperuser(),
    };
}

/** Stops the proxies, AWS's endpoints and the servers. */
export async function stopParts(parts: Parts): Promise<void> {
    const { aws, awsNetwork, database, reader, sql, standbySql, writer } = parts;
    await Promise.all([awsNetwork.stop(), writer.stop(), reader.stop()]);
    await Promise.all([sql.end({ timeout: 1 }), standbySql.end({ timeout: 1 })]);
    await aws.endpoints.stop();
    await database.server.stop();
}
