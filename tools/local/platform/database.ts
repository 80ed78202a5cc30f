import { randomBytes } from "node:crypto";
import type { RegisteredResource } from "../../../offline/registeredResource";
import { toRecord } from "../../../offline/toRecord";
import type { HostMap } from "../lambda/runtime/messages";
import { type PostgresOptions, type PostgresServer, startPostgres } from "../postgres/server";
import { outputNumber, outputText, resourceOf } from "./resources";

/** What the registered cluster does not say. */
export type DatabaseOptions = Pick<PostgresOptions, "certificateAuthority" | "restoreFrom" | "signal">;

/** The registered cluster, running as plain PostgreSQL on this machine. */
export interface LocalDatabase {
    readonly server: PostgresServer;
    /** The registered values by which clients find it. */
    readonly host: string;
    readonly readerHost: string;
    /** The host of a custom endpoint, which resolves to the reader as `readerHost` does. */
    readonly customHosts: readonly string[];
    readonly port: number;
    readonly databaseName: string;
    /** The value of the master user's secret, in RDS's format. */
    readonly masterSecretValue: string;
    /** Whether an instance is serverless, which the local server is not. */
    readonly isServerless: boolean;
    /** The local address of each registered endpoint name. */
    readonly hostMap: HostMap;
}

/** Starts PostgreSQL with the registered cluster's settings, and a standby if the cluster has readers. */
export async function startDatabase(
    resources: readonly RegisteredResource[],
    options: DatabaseOptions = {},
): Promise<LocalDatabase> {
    const cluster = resourceOf(resources, "aws:rds/cluster:Cluster");
    const instances = resources.filter(({ type }) => type === "aws:rds/clusterInstance:ClusterInstance");
    const host = outputText(cluster, "endpoint");
    const readerHost = outputText(cluster, "readerEndpoint");
    const customHosts = resources
        .filter(({ type }) => type === "aws:rds/clusterEndpoint:ClusterEndpoint")
        .map((each) => outputText(each, "endpoint"));
    const databaseName = outputText(cluster, "databaseName");
    const masterUsername = outputText(cluster, "masterUsername");
    const masterPassword = randomBytes(24).toString("base64url");
    const server = await startPostgres({
        majorVersion: parseInt(outputText(cluster, "engineVersionActual"), 10),
        hostNames: [host, readerHost, ...customHosts],
        settings: clusterParameters(resources),
        masterUsername,
        masterPassword,
        databaseName,
        standby: instances.length > 1,
        ...options,
    });
    const address = "127.0.0.1";
    // In a cluster without readers, the reader endpoint resolves to the writer.
    const reader = { address, port: server.standby?.port ?? server.port };
    return {
        server,
        host,
        readerHost,
        customHosts,
        port: outputNumber(cluster, "port"),
        databaseName,
        masterSecretValue: JSON.stringify({ username: masterUsername, password: masterPassword }),
        isServerless: instances.some(({ inputs }) => inputs.instanceClass === "db.serverless"),
        hostMap: {
            [host]: { address, port: server.port },
            ...Object.fromEntries([readerHost, ...customHosts].map((each) => [each, reader])),
        },
    };
}

function clusterParameters(resources: readonly RegisteredResource[]): Record<string, string> {
    const { parameters } = resourceOf(resources, "aws:rds/clusterParameterGroup:ClusterParameterGroup").outputs;
    if (!Array.isArray(parameters)) {
        throw new Error("the registered cluster parameter group has no list of parameters");
    }
    return Object.fromEntries(
        parameters.map((parameter) => {
            const { name, value } = toRecord(parameter);
            return [String(name), String(value)];
        }),
    );
}
