import * as grpc from "@grpc/grpc-js";
import type * as pulumi from "@pulumi/pulumi";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { toRecord } from "../../offline/toRecord";

/** The gRPC services that a program calls while it runs, on the loopback address. */
export interface Monitor {
    readonly address: string;
    /** The errors that the program reported. */
    readonly errors: readonly string[];
    stop(): void;
}

/**
 * Serves Pulumi's resource monitor and engine for a program, in memory. The mocks provide the response for every
 * resource and every invoke. Methods that this project's programs do not call return "unimplemented".
 *
 * @param onRegistered called at each registration except the stack's own.
 */
export async function startMonitor(
    { project, stack }: { readonly project: string; readonly stack: string },
    mocks: pulumi.runtime.Mocks,
    onRegistered: () => void,
): Promise<Monitor> {
    const errors: string[] = [];
    let root = "";
    const server = new grpc.Server();
    server.addService(ResourceMonitorService, {
        supportsFeature: method((request: rpc.SupportsFeatureRequest) =>
            new rpc.SupportsFeatureResponse().setHassupport(features.includes(request.getId())),
        ),
        registerResource: method(async (request: rpc.RegisterResourceRequest) => {
            const type = request.getType();
            const name = request.getName();
            const response = new rpc.RegisterResourceResponse().setUrn(
                `urn:pulumi:${stack}::${project}::${type}::${name}`,
            );
            if (type === "pulumi:pulumi:Stack") {
                return response;
            }
            onRegistered();
            const inputs: unknown = request.getObject()?.toJavaScript() ?? {};
            const { id, state } = await mocks.newResource({ type, name, inputs, custom: request.getCustom() });
            return response.setId(id ?? "").setObject(struct(state));
        }),
        registerResourceOutputs: method(() => new Empty()),
        invoke: method(async (request: rpc.ResourceInvokeRequest) => {
            const inputs: unknown = request.getArgs()?.toJavaScript() ?? {};
            return new InvokeResponse().setReturn(struct(await mocks.call({ token: request.getTok(), inputs })));
        }),
        signalAndWaitForShutdown: method(() => new Empty()),
    });
    server.addService(EngineService, {
        log: method((request: engine.LogRequest) => {
            if (request.getSeverity() === engine.LogSeverity.ERROR) errors.push(request.getMessage());
            return new Empty();
        }),
        setRootResource: method((request: engine.SetRootResourceRequest) => {
            root = request.getUrn();
            return new engine.SetRootResourceResponse();
        }),
        getRootResource: method(() => new engine.GetRootResourceResponse().setUrn(root)),
    });
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
            if (error === null) resolve(bound);
            else reject(error);
        });
    });
    return {
        address: `127.0.0.1:${port}`,
        errors,
        stop: () => {
            server.forceShutdown();
        },
    };
}

/** The features of Pulumi's protocol that the mocks support. */
const features = ["aliasSpecs", "deletedWith", "replaceWith", "resourceReferences", "secrets"];

function struct(properties: unknown): Struct {
    const result = new Struct();
    for (const [key, value] of Object.entries(toRecord(properties))) {
        // Undefined properties are left out, as in JSON.
        if (value !== undefined) result.getFieldsMap().set(key, Value.fromJavaScript(plain(value)));
    }
    return result;
}

/** Converts a value to its JSON form. */
function plain(value: unknown): JavaScriptValue {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value === "object" && value !== null) {
        const entries = Object.entries(value).filter(([, member]) => member !== undefined);
        return Object.fromEntries(entries.map(([key, member]) => [key, plain(member)]));
    }
    const isPlain = typeof value === "number" || typeof value === "boolean" || typeof value === "string";
    if (!isPlain && value !== null) throw new Error(`a ${typeof value} is not a value of Pulumi's protocol`);
    return value;
}

function method<Request, Response>(
    answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        void Promise.resolve()
            .then(() => answer(call.request))
            .then(
                (response) => {
                    callback(null, response);
                },
                (error: unknown) => {
                    callback({ code: grpc.status.UNKNOWN, details: String(error) });
                },
            );
    };
}
