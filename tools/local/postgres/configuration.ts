import { settingLines } from "./settings";

/** RDS's own superuser, who is here what initdb makes: the bootstrap user. */
export const superuser = "rdsadmin";

/** The files that a server's TLS needs: full paths. */
export interface TlsFiles {
    readonly certificate: string;
    readonly privateKey: string;
}

/** What the local server decides itself, whatever is registered. The port is given when the server starts. */
export function serverSettings(tls: TlsFiles): Readonly<Record<string, string>> {
    return {
        listen_addresses: "127.0.0.1",
        // Sockets in the file system would be a way in without TLS, and their paths are limited to 107 bytes.
        unix_socket_directories: "",
        ssl: "on",
        ssl_cert_file: tls.certificate,
        ssl_key_file: tls.privateKey,
        // A folder of the data instead of /dev/shm: nothing outlives the folder, and containers' 64 MB do not matter.
        dynamic_shared_memory_type: "mmap",
        shared_buffers: "32MB",
        // The data is thrown away at the end.
        fsync: "off",
        wal_level: "replica",
        max_wal_senders: "10",
        // The standby starts from the fresh data and needs every change since, also when it comes up late.
        wal_keep_size: "1GB",
        wal_retrieve_retry_interval: "100ms",
        hot_standby: "on",
        logging_collector: "off",
        log_destination: "stderr",
    };
}

/** The names that are not taken from the registered parameters. */
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

/** The text of `postgresql.conf`. */
export function configurationText(registered: Readonly<Record<string, string>>, tls: TlsFiles): string {
    return settingLines({ ...registered, ...serverSettings(tls) });
}

/**
 * The text of `pg_hba.conf`: loopback and passwords only, and TLS only where it is forced. What no line allows is
 * refused with the same words as on RDS ("no pg_hba.conf entry … no encryption").
 */
export function accessRules(forceTls: boolean): string {
    return [
        `hostssl replication ${superuser} 127.0.0.1/32 scram-sha-256`,
        `hostssl all ${superuser} 127.0.0.1/32 scram-sha-256`,
        `${forceTls ? "hostssl" : "host"} all all 127.0.0.1/32 scram-sha-256`,
        "",
    ].join("\n");
}

/** Whether the registered `rds.force_ssl` is on: Aurora's default up to version 16 is off. */
export function forcesTls(registered: Readonly<Record<string, string>>): boolean {
    return ["1", "on", "true"].includes(registered["rds.force_ssl"] ?? "0");
}
