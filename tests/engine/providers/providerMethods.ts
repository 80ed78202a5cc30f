import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { method } from "./rpcServer";

/** The methods that the engine calls on every provider before it creates resources. Any configuration is valid. */
export const providerMethods: UntypedServiceImplementation = {
    attach: method(() => new Empty()),
    cancel: method(() => new Empty()),
    getPluginInfo: method(() => new PluginInfo().setVersion("7.48.0")),
    checkConfig: method((request: rpc.CheckRequest) => new rpc.CheckResponse().setInputs(request.getNews())),
    diffConfig: method(() => new rpc.DiffResponse().setChanges(rpc.DiffResponse.DiffChanges.DIFF_NONE)),
    // The engine allows components only from providers that accept secrets.
    configure: method(() => new rpc.ConfigureResponse().setSupportspreview(true).setAcceptsecrets(true)),
};
