import { runtime } from "@pulumi/pulumi";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { namesOf } from "../../../offline/zones";
import type { Account } from "./account";
import { Monitor } from "./monitor";
import { providerMethods } from "./providerMethods";
import { method, type RpcServer, startRpcServer } from "./rpcServer";
import { registerVpc } from "./vpcComponent";
import { toStruct } from "./wire";

/**
 * Serves the `awsx` provider's protocol for the VPC component.
 *
 * @param account returns the account at the time of a request.
 */
export async function startAwsxProvider(account: () => Account): Promise<RpcServer> {
    return await startRpcServer(ResourceProviderService, {
        ...providerMethods,
        // Like the plugin's SDK (`provider/server.js`): an Output arrives as an Output.
        configure: method(() =>
            new rpc.ConfigureResponse().setSupportspreview(true).setAcceptsecrets(true).setAcceptoutputs(true),
        ),
        construct: method((request: rpc.ConstructRequest) => construct(request, account())),
    });
}

async function construct(request: rpc.ConstructRequest, { zones }: Account): Promise<rpc.ConstructResponse> {
    const type = request.getType();
    if (type !== "awsx:ec2:Vpc") {
        throw new Error(`${type}: the double makes no such component; it knows awsx:ec2:Vpc`);
    }
    const monitor = new Monitor(request.getMonitorendpoint());
    try {
        const { urn, outputs, dependencies } = await registerVpc(
            {
                type,
                name: request.getName(),
                parent: request.getParent(),
                // The SDK's own deserialisation: an output value becomes an Output.
                inputs: runtime.deserializeProperties(request.getInputs() ?? new Struct(), true),
                zones: namesOf(zones),
            },
            monitor,
        );
        const response = new rpc.ConstructResponse().setUrn(urn).setState(toStruct(outputs));
        for (const [key, urns] of Object.entries(dependencies)) {
            const list = new rpc.ConstructResponse.PropertyDependencies().setUrnsList([...urns]);
            response.getStatedependenciesMap().set(key, list);
        }
        return response;
    } finally {
        monitor.close();
    }
}
