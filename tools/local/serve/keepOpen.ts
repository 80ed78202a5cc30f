import { byLoginKind, type LoginKind } from "../../../handlers/shared/loginKinds";
import { applicationVariables } from "../platform/applicationVariables";
import { functionNames, type LocalPlatform, retryRotation, rotate } from "../platform/platform";
import { outputText, resourceOf } from "../platform/resources";
import type { Leftovers } from "../platform/startPlatform";
import { makeConnectionFiles } from "./connectionFiles";
import { serviceJdbcUrl, serviceUri } from "./connectionTexts";
import { createInvokeRoute, invokePath } from "./invokeRoute";
import { currentLogin, currentLogins, serviceName } from "./logins";
import { startLoopbackServer } from "./loopbackServer";
import { createRotateRoute, rotatePath } from "./rotateRoute";
import { createRotateSecret } from "./rotateSecret";

/** The addresses and files of a kept platform. None of them is secret. */
export interface KeptPlatform {
    /** Lambda's Invoke API of the access function. */
    readonly invokeUrl: string;
    /** The URL whose POST rotates a secret, by the secret's kind. */
    readonly rotateUrls: Readonly<Record<LoginKind, string>>;
    /** For `PGSERVICEFILE`. */
    readonly serviceFile: string;
    /** For `PGPASSFILE`. */
    readonly passFile: string;
    readonly caFile: string;
    /** The services in the service file, by the secret's kind. */
    readonly services: Readonly<Record<LoginKind, string>>;
    /**
     * Connection URIs by the secret's kind, without the password. They stay valid after a rotation, because the pass
     * file keeps the lines of both logins.
     */
    readonly uris: Readonly<Record<LoginKind, string>>;
    readonly jdbcUrls: Readonly<Record<LoginKind, string>>;
    /** Environment variables of an application that has the policy of docs/access.md. */
    readonly applicationFile: string;
}

/**
 * Opens a running platform to its user: the access function, the rotations, and the files to connect with.
 *
 * @param cleanUp receives the functions that stop it.
 */
export async function keepOpen(
    platform: LocalPlatform,
    { cleanUp }: Pick<Leftovers, "cleanUp">,
): Promise<KeptPlatform> {
    const files = await makeConnectionFiles(applicationVariables(platform));
    cleanUp.push(() => files.remove());
    await files.write(currentLogins(platform));

    const registered = resourceOf(platform.program.resources, "aws:lambda/function:Function", functionNames.access);
    const name = outputText(registered, "name");
    const server = await startLoopbackServer([
        createInvokeRoute({
            name,
            arn: outputText(registered, "arn"),
            invoke: (event) => platform.access.invoke(event),
        }),
        createRotateRoute(
            createRotateSecret({
                rotate: (kind) => rotate(platform, kind),
                retry: (kind) => retryRotation(platform, kind),
                renewFiles: () => files.write(currentLogins(platform)),
                usernameOf: (kind) => currentLogin(platform, kind).service.username,
            }),
        ),
    ]);
    cleanUp.push(() => server.stop());
    return {
        invokeUrl: server.url + invokePath(name),
        rotateUrls: byLoginKind((kind) => server.url + rotatePath(kind)),
        serviceFile: files.serviceFile,
        passFile: files.passFile,
        caFile: platform.database.server.caFile,
        services: byLoginKind(serviceName),
        uris: byLoginKind((kind) => serviceUri(currentLogin(platform, kind).service)),
        jdbcUrls: byLoginKind((kind) => serviceJdbcUrl(currentLogin(platform, kind).service)),
        applicationFile: files.applicationFile,
    };
}
