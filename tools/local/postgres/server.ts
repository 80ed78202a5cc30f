import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startGuard } from "../processes/guard";
import { type Account, serverAccount } from "./account";
import { backUp, restoreData } from "./backup";
import { type CertificateAuthority, createCertificateAuthority } from "./certificates";
import { accessRules, configurationText, forcesTls, reservedSettings, superuser, type TlsFiles } from "./configuration";
import { createEndpoint, type PostgresEndpoint } from "./connection";
import { createData, type DataOptions, writeConfiguration, writeOwned } from "./data";
import { type Installation, installPostgres } from "./installation";
import { type Instance, startInstance } from "./instance";
import { requireProgram } from "./program";
import { parseDescribedSettings, type SortedSettings, sortSettings, type UnappliedSetting } from "./settings";
import { copyData, followPrimary, type PostgresStandby, withPromotion } from "./standby";
import { ownMajor, programsOf } from "./versions";
import { makeWorkspace } from "./workspace";

/** The options of {@link startPostgres}. */
export interface PostgresOptions {
    /** The host names by which clients connect. The certificate contains them, `localhost` and `127.0.0.1`. */
    readonly hostNames: readonly string[];
    /** The major version of PostgreSQL: one of `localMajors`. Default: 15. */
    readonly majorVersion?: number;
    /** The registered cluster parameters. */
    readonly settings: Readonly<Record<string, string>>;
    /** Settings that override those of the local server, which is made for little data. Default: none. */
    readonly serverSettings?: Readonly<Record<string, string>>;
    /** The master is not a superuser. It can create roles and databases, and owns `databaseName`. */
    readonly masterUsername: string;
    readonly masterPassword: string;
    readonly databaseName: string;
    /** Also starts a hot standby that follows the primary. Default: false. */
    readonly standby?: boolean;
    /** Issues the server's certificate. Default: a new one. */
    readonly certificateAuthority?: CertificateAuthority;
    /**
     * The folder of a copy that `backUp` made: the cluster has its databases and roles, and only the master's password is
     * new. Default: a new cluster.
     */
    readonly restoreFrom?: string;
    /** Aborting it interrupts the start. Everything is removed, and the promise rejects with the signal's reason. */
    readonly signal?: AbortSignal;
}

/** A running PostgreSQL with the roles and settings of a new Aurora cluster. */
export interface PostgresServer extends PostgresEndpoint {
    /** PEM file with the certificate authority's certificate. It exists as long as the server. */
    readonly caFile: string;
    /** The same certificate as text. */
    readonly certificateAuthority: string;
    /** The primary's log file. It is removed with the server. */
    readonly logFile: string;
    /** The registered parameters that are not applied here, each with the reason. */
    readonly unappliedSettings: readonly UnappliedSetting[];
    /** Present if a standby was requested. */
    readonly standby: PostgresStandby | undefined;
    /** Copies the data of the running cluster, as a snapshot does, into a folder that does not exist yet. */
    backUp(folder: string): Promise<void>;
    /**
     * Restarts the primary with the same data and settings, and nothing in its memory. Its sessions end, and its port is
     * another one: use the result from then on.
     */
    restart(): Promise<PostgresEndpoint>;
    /** Stops everything and removes it from the machine, within half a minute. Safe to call more than once. */
    stop(): Promise<void>;
}

/** Starts a PostgreSQL with a folder, port, passwords and certificate authority of its own. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
    const account = serverAccount();
    const folder = await makeWorkspace(account);
    const guard = startGuard(folder, { idFile: "postmaster.pid", signal: "QUIT" });
    const instances: Instance[] = [];
    const cleanUp = async (): Promise<void> => {
        try {
            // The primary's shutdown waits for a connected standby, so both are stopped at the same time.
            await Promise.all(instances.map((instance) => instance.stop()));
            await rm(folder, { recursive: true, force: true, maxRetries: 3 });
        } finally {
            await guard.release();
        }
    };
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopping ??= cleanUp());
    try {
        return { ...(await startServers(options, folder, account, instances)), stop };
    } catch (error) {
        await stop();
        options.signal?.throwIfAborted();
        throw error;
    }
}

/** Adds each server to `instances` as soon as it runs, so that the caller can stop it even if a later step fails. */
async function startServers(
    options: PostgresOptions,
    folder: string,
    account: Account | undefined,
    instances: Instance[],
): Promise<Omit<PostgresServer, "stop">> {
    const { signal, majorVersion = ownMajor } = options;
    const installation = await installPostgres(join(folder, "installation"), account, await programsOf(majorVersion));
    const primary: DataOptions = { installation, folder: join(folder, "primary"), account, signal };
    const standby: DataOptions = { ...primary, folder: join(folder, "standby") };
    const superuserPassword = randomBytes(24).toString("hex");
    const owner = { ...options, superuserPassword };
    if (options.restoreFrom === undefined) await createData(primary, owner);
    else await restoreData(options.restoreFrom, primary, owner);

    const authority = options.certificateAuthority ?? (await createCertificateAuthority());
    const caFile = join(folder, "authority.pem");
    await writeOwned(caFile, authority.certificate, account);
    const tls = await writeServerCertificate(authority, options.hostNames, folder, account);
    const settings = await sortForInstallation(options.settings, installation, account);
    const access = accessRules(forcesTls(options.settings));
    await writeConfiguration(primary, configurationText(settings.applied, tls, options.serverSettings), access);
    if (options.standby === true) await copyData(primary.folder, standby);

    const start = async (data: DataOptions): Promise<PostgresEndpoint> => {
        const instance = await startInstance({
            program: installation.postgres,
            dataFolder: data.folder,
            logFile: logFileOf(data),
            account,
            signal,
        });
        instances.push(instance);
        return createEndpoint(
            { port: instance.port, certificateAuthority: authority.certificate },
            { username: superuser, password: superuserPassword, database: options.databaseName },
        );
    };
    let endpoint = await start(primary);
    const restart = async (): Promise<PostgresEndpoint> => {
        // Writes what is in memory before, because the time for the shutdown is limited.
        const sql = endpoint.connectAsSuperuser("postgres");
        await sql`checkpoint`.finally(() => sql.end({ timeout: 1 }));
        await instances[0]?.stop();
        endpoint = await start(primary);
        // The first instance is the primary.
        instances.unshift(...instances.splice(-1));
        return endpoint;
    };
    const follow = async (): Promise<PostgresStandby> => {
        const address = { port: endpoint.port, password: superuserPassword, authorityFile: caFile };
        await followPrimary(standby, address);
        return withPromotion(await start(standby));
    };
    return {
        ...endpoint,
        caFile,
        certificateAuthority: authority.certificate,
        logFile: logFileOf(primary),
        unappliedSettings: settings.unapplied,
        standby: options.standby === true ? await follow() : undefined,
        backUp: (folder) => backUp(endpoint, primary.folder, folder, account),
        restart,
    };
}

function logFileOf({ folder }: DataOptions): string {
    return `${folder}.log`;
}

async function writeServerCertificate(
    authority: CertificateAuthority,
    hostNames: readonly string[],
    folder: string,
    account: Account | undefined,
): Promise<TlsFiles> {
    const issued = await authority.issue(["localhost", "127.0.0.1", ...hostNames]);
    const files = { certificate: join(folder, "server.pem"), privateKey: join(folder, "server.key") };
    await writeOwned(files.certificate, issued.certificate, account);
    await writeOwned(files.privateKey, issued.privateKey, account);
    return files;
}

async function sortForInstallation(
    registered: Readonly<Record<string, string>>,
    installation: Installation,
    account: Account | undefined,
): Promise<SortedSettings> {
    const described = await requireProgram(installation.postgres, ["--describe-config"], { account });
    const settings = parseDescribedSettings(described);
    return sortSettings(registered, { settings, libraries: installation.libraries, reserved: reservedSettings });
}
