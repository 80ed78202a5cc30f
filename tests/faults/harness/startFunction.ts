import type { LocalFunction } from "../../../tools/local/lambda/function";
import type { LocalAws } from "../../../tools/local/platform/aws";
import { startRegisteredFunction } from "../../../tools/local/platform/functions";
import { resourceOf } from "../../../tools/local/platform/resources";
import type { Parts } from "./parts";

/** The options of {@link startFunction}. */
export interface FunctionOptions {
    /** The function's time-out. */
    readonly seconds: number;
    /** Another account, which the function then calls without the proxy. Default: that of the parts. */
    readonly aws?: LocalAws;
    /** Variables besides those of the program. */
    readonly moreVariables?: Readonly<Record<string, string>>;
    readonly onLog: (line: string) => void;
}

/** Starts a process of a function of the program, which reaches AWS, the writer and the reader through the proxies. */
export async function startFunction(
    { program, database, nodeExecutable, aws: ownAws, awsNetwork, writer, reader }: Parts,
    name: string,
    { seconds, aws = ownAws, moreVariables = {}, onLog }: FunctionOptions,
): Promise<LocalFunction> {
    const { host, readerHost } = database;
    const address = "127.0.0.1";
    return await startRegisteredFunction(resourceOf(program.resources, "aws:lambda/function:Function", name), {
        awsUrl: aws === ownAws ? `http://${address}:${awsNetwork.port}` : aws.endpoints.url,
        region: aws.region,
        principals: aws.account.principals,
        caFile: database.server.caFile,
        hostMap: {
            [host]: { address, port: writer.port },
            [readerHost]: { address, port: reader.port },
        },
        onLog,
        nodeExecutable,
        timeoutSeconds: seconds,
        moreVariables,
    });
}
