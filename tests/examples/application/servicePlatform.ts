import { Proxy } from "../../../tools/local/network/proxy";
import { callAccessOk } from "../../../tools/local/platform/platform";
import { type Application, createApplication } from "../../../tools/local/tour/application";
import { type Service, startService } from "../../../tools/local/tour/service";
import { type DocsPlatform, startDocsPlatform } from "../../docs/access/platform";

/** The experiment that {@link startServicePlatform} defines. */
export const experiment = "checkout-button";

/** The service of examples/application on the dev stack's platform, which it reaches through a proxy. */
export interface ServicePlatform {
    readonly platform: DocsPlatform;
    /** The services connect to the database through it. */
    readonly proxy: Proxy;
    readonly service: Service;
    readonly application: Application;
    /** Starts one more service, with changes to its environment. */
    start(changes?: Readonly<Record<string, string>>): Promise<Service>;
    /** Rolls up, which drops what was recorded twice, and counts the events of a metric. */
    countOf(metric: string): Promise<number>;
    /** The secrets that the services printed. */
    printedSecrets(): string[];
    stop(): Promise<void>;
}

/** Starts the platform and the service, and defines an experiment with the variants `control` and `green`. */
export async function startServicePlatform(): Promise<ServicePlatform> {
    const platform = await startDocsPlatform();
    try {
        const proxy = await Proxy.start(platform.local.database.server.port);
        platform.cleanUp.push(() => proxy.stop());
        const services: Service[] = [];
        const start = async (changes: Readonly<Record<string, string>> = {}): Promise<Service> => {
            const variables = { PGPORT: String(proxy.port), ...changes };
            const started = await startService(platform.local, platform, { changes: variables });
            services.push(started);
            return started;
        };
        const service = await start();
        const application = createApplication(service.url);
        await application.define(experiment, "Which checkout button sells");
        return {
            platform,
            proxy,
            service,
            application,
            start,
            async countOf(metric) {
                await callAccessOk(platform.local, { action: "rollUp" });
                const [row] = await platform.superuser<{ count: number }[]>`
                    select count(*)::int as count from experimentation.metric_events where metric = ${metric}`;
                return Number(row?.count);
            },
            printedSecrets() {
                const printed = services.flatMap(({ log }) => log).join("\n");
                return platform.secrets().filter((secret) => printed.includes(secret));
            },
            stop: () => platform.stop(),
        };
    } catch (error) {
        await platform.stop();
        throw error;
    }
}
