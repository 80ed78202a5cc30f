import { settingLines } from "./settings";

/** The bootstrap user that initdb creates, under the name of RDS's own superuser. */
export const superuser = "rdsadmin";

/** Full paths of the files for TLS. */
export interface TlsFiles {
    readonly certificate: string;
    readonly privateKey: string;
}

/** Settings of the local server that override registered ones. The port is set when the server starts. */
function serverSettings(tls: TlsFiles): Readonly<Record<string, string>> {
    return {
        listen_addresses: "127.0.0.1",
        // A Unix domain socket would accept connections without TLS, and its path is limited to 107 bytes.
        unix_socket_directories: "",
        ssl: "on",
        ssl_cert_file: tls.certificate,
        ssl_key_file: tls.privateKey,
        // Shared memory in the data folder instead of /dev/shm: it is removed with the folder, and a container's limit
        // of 64 MB does not apply.
        dynamic_shared_memory_type: "mmap",
        shared_buffers: "32MB",
        // Durability is not needed, because the data is deleted at the end.
        fsync: "off",
        // Also allows logical replication slots, which only RDS's superuser can create here.
        wal_level: "logical",
        max_wal_senders: "10",
        // The standby starts from the fresh data and needs every later change, even if it starts late.
        wal_keep_size: "1GB",
        wal_retrieve_retry_interval: "100ms",
        hot_standby: "on",
        logging_collector: "off",
        log_destination: "stderr",
    };
}

/** Names of settings that are never read from the registered parameters. */
export const reservedSettings: ReadonlySet<string> = new Set([
    ...Object.keys(serverSettings({ certificate: "", privateKey: "" })),
    "port",
    "data_directory",
    "config_file",
    "hba_file",
    "ident_file",
    "external_pid_file",
    "ssl_ca_file",
    "shared_memory_type",
    "primary_conninfo",
]);

/**
 * The text of `postgresql.conf`.
 *
 * @param own settings that override those of the local server.
 */
export function configurationText(
    registered: Readonly<Record<string, string>>,
    tls: TlsFiles,
    own: Readonly<Record<string, string>> = {},
): string {
    return settingLines({ ...registered, ...serverSettings(tls), ...own });
}

/**
 * The text of `pg_hba.conf`: loopback and passwords only, and TLS only if it is forced. Other connections are refused
 * with the same message as on RDS ("no pg_hba.conf entry … no encryption").
 */
export function accessRules(forceTls: boolean): string {
    return [
        `hostssl replication ${superuser} 127.0.0.1/32 scram-sha-256`,
        `hostssl all ${superuser} 127.0.0.1/32 scram-sha-256`,
        `${forceTls ? "hostssl" : "host"} all all 127.0.0.1/32 scram-sha-256`,
        "",
    ].join("\n");
}

/** Whether the registered `rds.force_ssl` is on. Aurora's default is off up to version 16. */
export function forcesTls(registered: Readonly<Record<string, string>>): boolean {
    return ["1", "on", "true"].includes(registered["rds.force_ssl"] ?? "0");
}
