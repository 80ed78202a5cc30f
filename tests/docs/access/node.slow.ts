import { join } from "node:path";
import { type DocsPlatform, startDocsPlatform } from "./platform";
import { snippetCases } from "./snippetCases";

describe("docs/snippets/application.mjs", function () {
    this.timeout(30_000);
    let platform: DocsPlatform;
    before(async () => {
        platform = await startDocsPlatform();
    });
    after(async () => {
        await platform.stop();
    });

    snippetCases({
        command: () => [process.execPath, join(__dirname, "drivers/driver.mjs")],
        platform: () => platform,
        loginRefused: /28P01/,
        wrongName: /ERR_TLS_CERT_ALTNAME_INVALID/,
        wrongAuthority: /CERT_SIGNATURE_FAILURE/,
        commitUnconfirmed: /The commit was not confirmed/,
    });
});
