import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Account } from "./account";
import { passedThrough } from "./imported";
import { lookUp } from "./lookups";
import { checkInputs, difference } from "./planning";
import { providerMethods } from "./providerMethods";
import { method, type RpcServer, startRpcServer } from "./rpcServer";
import { parseUrn } from "./urn";
import { fromStruct, toStruct } from "./wire";

/**
 * Serves the `aws` provider's protocol from an account in memory.
 *
 * @param account returns the account at the time of a request, because a test may start with an empty one.
 */
export async function startAwsProvider(account: () => Account): Promise<RpcServer> {
    return await startRpcServer(ResourceProviderService, {
        ...providerMethods,
        // Plain values are enough for the double. The engine keeps the marks of secrets.
        configure: method(() => new rpc.ConfigureResponse().setSupportspreview(true)),
        invoke: method((request: rpc.InvokeRequest) =>
            new rpc.InvokeResponse().setReturn(
                toStruct(lookUp(request.getTok(), fromStruct(request.getArgs()), account())),
            ),
        ),
        check: method((request: rpc.CheckRequest) => check(request, account())),
        diff: method(diff),
        create: method((request: rpc.CreateRequest) => create(request, account())),
        read: method((request: rpc.ReadRequest) => read(request, account())),
        update: method((request: rpc.UpdateRequest) => update(request, account())),
        delete: method((request: rpc.DeleteRequest) => {
            account().delete(parseUrn(request.getUrn()), request.getId());
            return new Empty();
        }),
    });
}

function check(request: rpc.CheckRequest, account: Account): rpc.CheckResponse {
    const resource = parseUrn(request.getUrn());
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const { inputs, missing } = checkInputs(resource, olds, news, account.generation(resource));
    const failures = missing.map((key) => new rpc.CheckFailure().setProperty(key).setReason("a value is required"));
    return new rpc.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures);
}

function diff(request: rpc.DiffRequest): rpc.DiffResponse {
    const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
    const { changed, replacing } = difference(
        parseUrn(request.getUrn()).type,
        {
            state: fromStruct(request.getOlds()),
            oldInputs: fromStruct(request.getOldInputs()),
            news: fromStruct(request.getNews()),
        },
        request.getIgnorechangesList(),
    );
    return new rpc.DiffResponse()
        .setDiffsList([...changed])
        .setReplacesList([...replacing])
        .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
}

async function create(request: rpc.CreateRequest, account: Account): Promise<rpc.CreateResponse> {
    const resource = parseUrn(request.getUrn());
    const inputs = fromStruct(request.getProperties());
    if (request.getPreview()) {
        return new rpc.CreateResponse().setProperties(toStruct(account.preview(resource, inputs)));
    }
    const isHeld = account.holds(`create ${resource.type} ${resource.name}`);
    const { id, state } = account.create(resource, inputs, !isHeld);
    if (isHeld) {
        await new Promise<never>(() => undefined);
    }
    return new rpc.CreateResponse().setId(id).setProperties(toStruct(state));
}

function read(request: rpc.ReadRequest, account: Account): rpc.ReadResponse {
    const stored = account.read(parseUrn(request.getUrn()), request.getId());
    if (stored === undefined) {
        return new rpc.ReadResponse();
    }
    const known = Object.keys(fromStruct(request.getInputs()));
    // An import knows no inputs.
    const { state, inputs } =
        known.length === 0
            ? account.imported(stored)
            : { state: passedThrough(stored, fromStruct(request.getProperties())), inputs: known };
    return new rpc.ReadResponse()
        .setId(stored.id)
        .setProperties(toStruct(state))
        .setInputs(toStruct(Object.fromEntries(inputs.map((key) => [key, state[key]]))));
}

function update(request: rpc.UpdateRequest, account: Account): rpc.UpdateResponse {
    const news = fromStruct(request.getNews());
    const state = request.getPreview()
        ? { ...fromStruct(request.getOlds()), ...news }
        : account.update(parseUrn(request.getUrn()), request.getId(), fromStruct(request.getOlds()), news);
    return new rpc.UpdateResponse().setProperties(toStruct(state));
}
