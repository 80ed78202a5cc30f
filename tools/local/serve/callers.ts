import type { IncomingHttpHeaders } from "node:http";
import { awsError } from "../aws/awsError";

/**
 * Refuses any request that a web page in a browser on this machine could send. A browser adds `Origin` to every POST of
 * a page. A page that resolves its own name to 127.0.0.1 (DNS rebinding) sends that name as `Host`.
 *
 * @throws AccessDeniedException (403), whose message names the allowed values.
 */
export function requireLocalCaller({ host, origin }: IncomingHttpHeaders, port: number): void {
    const allowed = [`127.0.0.1:${port}`, `localhost:${port}`];
    if (host === undefined || !allowed.includes(host)) {
        throw refusal(`Host: ${host ?? "none"}: must be ${allowed.join(" or ")}`);
    }
    if (origin !== undefined) {
        throw refusal(`Origin: ${origin}: web pages may not call the platform; send no Origin header`);
    }
}

function refusal(message: string): Error {
    return awsError("AccessDeniedException", message, 403);
}
