import { toRecord } from "../../../offline/toRecord";
import { startFunction } from "../../local/lambda/function";
import { createCertificateAuthority } from "../../local/postgres/certificates";
import { type Bench, startSubject } from "../subject";

/**
 * Makes a number of round trips.
 *
 * @returns the duration of each, in milliseconds
 */
export type Echo = (times: number) => Promise<readonly number[]>;

/** Starts an echo over verified TLS. Server and client are separate processes, like PostgreSQL and the functions. */
export async function startEcho(bench: Bench): Promise<Echo> {
    const { echoServer, echoClient } = bench.files.baselines;
    const authority = await createCertificateAuthority();
    const server = await startFunction({
        name: "echo-server",
        arn: "",
        code: echoServer.text,
        handler: echoServer.handler,
        environment: {},
        lambdaEnvironment: {},
        hostMap: {},
        timeoutSeconds: 10,
        memoryMb: 256,
    });
    bench.cleanUp.push(() => server.stop());
    const result = await server.invoke(await authority.issue(["localhost"]), { signal: bench.signal });
    if (!result.ok) {
        throw new Error(`the echo server failed: ${result.errorMessage}`);
    }
    const { port } = toRecord(result.payload);
    const client = await startSubject(bench, "access", echoClient);
    await client.load();
    return (times) => client.call({ port, ca: authority.certificate }, { times, rows: 1 });
}
