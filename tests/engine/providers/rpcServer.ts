import * as grpc from "@grpc/grpc-js";

/** A gRPC server on the loopback address. */
export interface RpcServer {
    readonly port: number;
    /** Refuses new requests and ends running ones. */
    close(): void;
}

/** Starts a server on a free port. Missing methods respond with "unimplemented". */
export async function startRpcServer(
    service: grpc.ServiceDefinition,
    implementation: grpc.UntypedServiceImplementation,
): Promise<RpcServer> {
    const server = new grpc.Server();
    server.addService(service, implementation);
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
            if (error === null) {
                resolve(bound);
            } else {
                reject(error);
            }
        });
    });
    return {
        port,
        close: () => {
            server.forceShutdown();
        },
    };
}

/** A method of a service, from a function that returns the response or throws the error. */
export function method<Request, Response>(
    answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        void respond(() => answer(call.request), callback);
    };
}

async function respond<Response>(
    answer: () => Response | Promise<Response>,
    callback: grpc.sendUnaryData<Response>,
): Promise<void> {
    try {
        callback(null, await answer());
    } catch (error) {
        callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
}
