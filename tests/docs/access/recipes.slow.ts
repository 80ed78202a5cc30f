import { deepEqual, equal, match } from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { passwordOptions } from "../../../handlers/rotation/steps/createSecret";
import { randomPassword } from "../../../tools/local/aws/secrets/randomPassword";
import { createCertificateAuthority } from "../../../tools/local/postgres/certificates";
import { type ConnectionFiles, makeConnectionFiles } from "../../../tools/local/serve/connectionFiles";
import { serviceJdbcUrl, serviceUri } from "../../../tools/local/serve/connectionTexts";
import { currentLogin, currentLogins, serviceName } from "../../../tools/local/serve/logins";
import { type LineProgram, startLines } from "../../harness/lineProgram";
import { type DocsPlatform, startDocsPlatform } from "./platform";
import { type RecipePrograms, recipes } from "./recipes";
import type { SnippetCommand } from "./snippet";
import { orSkip } from "./tools";

// A slow test, because its first run on a machine downloads packages.
describe("the recipes of docs/access.md", function () {
    this.timeout(60_000);
    const running: LineProgram[] = [];
    let folder: string;
    let platform: DocsPlatform;
    let files: ConnectionFiles;
    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "recipes-"));
        platform = await startDocsPlatform();
        files = await makeConnectionFiles({});
    });
    afterEach(async () => {
        await Promise.all(running.splice(0).map((program) => program.end()));
    });
    after(async () => {
        await files.remove();
        await platform.stop();
        await rm(folder, { recursive: true, force: true });
    });

    function start([program, ...args]: SnippetCommand, environment: Readonly<Record<string, string>>): LineProgram {
        const started = startLines(program, args, environment);
        running.push(started);
        return started;
    }

    for (const recipe of recipes) {
        describe(`for ${recipe.driver}`, () => {
            let programs: RecipePrograms;
            before(async function () {
                programs = await orSkip(this, () => recipe.prepare(join(folder, recipe.driver)));
            });

            it("logs in again after two rotations, reading the secret once more", async () => {
                const unit = `${recipe.driver}-unit`;
                const reads = platform.secretReads();
                const application = start(programs.application, platform.environment);
                const first = await application.answer(unit);
                await platform.rotateTwice();
                await platform.endConnections();
                // A pool does not check a connection that was returned a moment ago.
                await delay(1500);

                const second = await application.answer(unit);

                match(first, new RegExp(`^${unit}: 1 visits, as application_[ab]$`));
                equal(second, first.replace("1 visits", "2 visits"));
                equal(platform.secretReads() - reads, 2);
                equal(await application.end(), 0);
                const printed = application.errors();
                deepEqual(
                    platform.secrets().filter((secret) => printed.includes(secret)),
                    [],
                );
            });

            it("reads the parameters again if the login is refused, because they may have changed hands", async () => {
                const unit = `${recipe.driver}-moved`;
                const moving = await platform.movingEnvironment();
                const application = start(programs.application, moving.environment);
                await application.answer(unit);
                moving.move();
                await platform.rotateTwice();
                await platform.endConnections();
                await delay(1500);

                const moved = await application.answer(unit);

                equal(moved, `${unit}: 2 visits, as experimentation_owner`);
            });

            it("refuses a server whose certificate has another name, or is another authority's", async () => {
                const caFile = join(folder, "another-authority.pem");
                await writeFile(caFile, (await createCertificateAuthority()).certificate);
                const otherName = start(programs.application, await platform.environmentOfAnotherHost());
                const ofAnotherAuthority = { ...platform.environment, PGSSLROOTCERT: caFile };
                const otherAuthority = start(programs.application, ofAnotherAuthority);

                const refusals = await Promise.all([otherName.answer("nobody"), otherAuthority.answer("nobody")]);

                match(refusals[0], recipe.wrongName);
                match(refusals[1], recipe.wrongAuthority);
            });

            it("has a driver that accepts a rotation's password in a URI, and connects with the URI that npm start --keep prints", async function () {
                if (programs.client === undefined) return this.skip();
                const { command, scheme } = programs.client;
                await files.write(currentLogins(platform.local));
                const { serviceFile, passFile } = files;
                const { service } = currentLogin(platform.local, "application");
                const client = start(command, { PGSERVICEFILE: serviceFile, PGPASSFILE: passFile });
                const passwords = Array.from({ length: 50 }, () => randomPassword(passwordOptions));
                const uri = scheme === "" ? serviceUri(service) : serviceJdbcUrl(service);
                const withPassword = (password: string) =>
                    scheme === "" ? uri.replace("@", `:${password}@`) : `${uri}&password=${password}`;
                const byService = scheme === "" ? "service=" : "jdbc:postgresql://?service=";

                const read = [];
                for (const password of passwords) read.push(await client.answer(`password ${withPassword(password)}`));
                const logins = [
                    await client.answer(`connect ${uri}`),
                    await client.answer(`connect ${uri.replace("localhost", "127.0.0.1")}`),
                    await client.answer(`connect ${byService}${serviceName("application")}`),
                ];

                deepEqual(read, passwords);
                deepEqual(logins, Array<string>(3).fill(service.username));
            });
        });
    }
});
