import assert from "node:assert/strict";
import { createCertificateAuthority, type ServerCertificate } from "../../local/postgres/certificates";
import { verdict } from "./harness/answers";
import { keepUsable, write, type Worlds } from "./harness/cases";
import { startTlsServer } from "./harness/tlsServer";
import type { World } from "./harness/world";

const servers: readonly {
    readonly title: string;
    readonly certificate: (world: World) => Promise<ServerCertificate> | undefined;
    readonly code: string;
}[] = [
    {
        title: "a certificate of another authority",
        certificate: async ({ host }) => (await createCertificateAuthority()).issue([host]),
        code: "tlsNotTrusted",
    },
    {
        title: "a certificate that has expired",
        certificate: ({ host, authority }) => authority.issue([host], new Date(Date.now() - 60_000)),
        code: "tlsNotTrusted",
    },
    {
        title: "a certificate of another name",
        certificate: ({ authority }) => authority.issue(["another.example"]),
        code: "tlsNotTrusted",
    },
    { title: "no TLS", certificate: () => undefined, code: "tlsRefused" },
];

/** What a server can do to be trusted, and must not be. */
export function describeTlsFaults(worlds: Worlds): void {
    describe("TLS", () => {
        keepUsable(worlds);

        for (const { title, certificate, code } of servers) {
            it(`a server with ${title}: ${code}, false, notSent`, async () => {
                const world = worlds();
                const server = await startTlsServer(await certificate(world));
                world.writer.target = server.port;
                world.writer.cut("end");

                const answer = verdict(await world.ask(write));
                await server.stop();

                assert.deepEqual(answer, [code, false, "notSent"]);
            });
        }
    });
}
