import { join } from "node:path";
import { type DocsPlatform, startDocsPlatform } from "./platform";
import { pythonWithPackages } from "./python";
import { snippetCases } from "./snippetCases";
import { orSkip } from "./tools";

// A slow test, because its first run on a machine downloads Python packages.
describe("docs/snippets/application.py", function () {
    this.timeout(60_000);
    let python: string;
    let platform: DocsPlatform | undefined;

    before(async function () {
        python = await orSkip(this, () => pythonWithPackages());
        platform = await startDocsPlatform();
    });
    after(async () => {
        await platform?.stop();
    });

    snippetCases({
        command: () => [python, join(__dirname, "drivers/driver.py")],
        platform: () => {
            if (platform === undefined) {
                throw new Error("the platform has not started");
            }
            return platform;
        },
        loginRefused: /password authentication failed/,
        wrongName: /does not match host name/,
        // OpenSSL's message depends on the authority's name and key.
        wrongAuthority: /SSL error/,
        commitUnconfirmed: /CommitUnconfirmed/,
    });
});
