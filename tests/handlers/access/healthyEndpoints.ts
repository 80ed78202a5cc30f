import type { EndpointAnswers } from "../../../handlers/access/response";

const endpoint = {
    serverVersion: "15.18",
    auroraVersion: null,
    instance: null,
    role: "writer",
    tlsVersion: "TLSv1.3",
    tlsCipher: "TLS_AES_256_GCM_SHA384",
    latencyMs: 1,
    schemaVersion: 1,
    connections: 2,
    maxConnections: 100,
    replicaLagMs: null,
    extensions: [],
} as const;

/** The endpoints in the health check of a cluster with one instance. */
export const healthyEndpoints: EndpointAnswers = { writer: endpoint, reader: endpoint };
