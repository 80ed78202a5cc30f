import assert from "node:assert/strict";
import { createCertificateAuthority, type ServerCertificate } from "../../tools/local/postgres/certificates";
import { keepUsable, type Worlds, write } from "./harness/cases";
import { startScriptedServer } from "./harness/scriptedServer";
import { verdict } from "./harness/verdict";
import type { World } from "./harness/world";

const servers: readonly {
    readonly title: string;
    readonly certificate: (world: World) => Promise<ServerCertificate>;
}[] = [
    {
        title: "a certificate of an unknown authority",
        certificate: async ({ host }) => (await createCertificateAuthority()).issue([host]),
    },
    {
        title: "an expired certificate",
        certificate: ({ host, authority }) => authority.issue([host], new Date(Date.now() - 60_000)),
    },
    {
        title: "a certificate for another name",
        certificate: ({ authority }) => authority.issue(["another.example"]),
    },
];

/** Servers whose certificate the function must not trust. */
export function describeTlsFaults(worlds: Worlds): void {
    describe("TLS", () => {
        keepUsable(worlds);

        for (const { title, certificate } of servers) {
            it(`a server with ${title}: fails with tlsNotTrusted (not retryable, notSent)`, async () => {
                const world = worlds();
                const server = await startScriptedServer(await certificate(world), {});
                world.writer.target = server.port;
                world.writer.cut("end");

                const answer = verdict(await world.invoke(write));
                await server.stop();

                assert.deepEqual(answer, ["tlsNotTrusted", false, "notSent"]);
            });
        }
    });
}
