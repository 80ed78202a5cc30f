import type { HostMap } from "../lambda/runtime/messages";
import { resumesAfter, startPausedServer } from "../postgres/pausedServer";

/** The servers of a stack whose database pauses, as its functions reach them. */
export interface PausingServers {
    /** Where the functions connect to. */
    readonly hostMap: HostMap;
    /** Pauses all servers. The next connection resumes them, and waits for it. */
    pause(): void;
    stop(): Promise<void>;
}

/** Longer than the five seconds in which any other database has to answer. Aurora needs about 15. Milliseconds. */
export const resumeMs = 6000;

/**
 * Starts a proxy in front of each server, through which the servers can pause. They are awake at first.
 *
 * @param begin called at each pause. Returns the function that resumes at its first call.
 */
export async function startPausing(
    hostMap: HostMap,
    begin = (): (() => Promise<void>) => resumesAfter(resumeMs),
): Promise<PausingServers> {
    let resumed = (): Promise<void> => Promise.resolve();
    const ports = [...new Set(Object.values(hostMap).flatMap(({ port }) => port ?? []))];
    const servers = await Promise.all(
        ports.map(async (port) => [port, await startPausedServer(port, () => resumed())] as const),
    );
    const proxies = new Map(servers.map(([port, server]) => [port, server.port]));
    return {
        hostMap: Object.fromEntries(
            Object.entries(hostMap).map(([host, target]) => {
                const port = proxies.get(target.port ?? 0);
                return [host, port === undefined ? target : { ...target, port }];
            }),
        ),
        pause: () => {
            resumed = begin();
        },
        stop: async () => {
            await Promise.all(servers.map(([, server]) => server.stop()));
        },
    };
}
