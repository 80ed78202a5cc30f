import assert from "node:assert/strict";
import { createCertificateAuthority, type ServerCertificate } from "../../tools/local/postgres/certificates";
import { verdict } from "./harness/answers";
import { keepUsable, type Worlds, write } from "./harness/cases";
import { startScriptedServer } from "./harness/scriptedServer";
import type { World } from "./harness/world";

const servers: readonly {
    readonly title: string;
    readonly certificate: (world: World) => Promise<ServerCertificate>;
}[] = [
    {
        title: "a certificate of another authority",
        certificate: async ({ host }) => (await createCertificateAuthority()).issue([host]),
    },
    {
        title: "a certificate that has expired",
        certificate: ({ host, authority }) => authority.issue([host], new Date(Date.now() - 60_000)),
    },
    {
        title: "a certificate of another name",
        certificate: ({ authority }) => authority.issue(["another.example"]),
    },
];

/** What a server can do to be trusted, and must not be. */
export function describeTlsFaults(worlds: Worlds): void {
    describe("TLS", () => {
        keepUsable(worlds);

        for (const { title, certificate } of servers) {
            it(`a server with ${title}: tlsNotTrusted, false, notSent`, async () => {
                const world = worlds();
                const server = await startScriptedServer(await certificate(world), {});
                world.writer.target = server.port;
                world.writer.cut("end");

                const answer = verdict(await world.ask(write));
                await server.stop();

                assert.deepEqual(answer, ["tlsNotTrusted", false, "notSent"]);
            });
        }
    });
}
