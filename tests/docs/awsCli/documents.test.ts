import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { documents } from "../documents";
import { checkedCommands } from "./commands";
import { commandsByDocument, unsetVariables } from "./shell";

/**
 * An option that AWS CLI 1 does not have: https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html
 */
const optionOfVersion2 = "--cli-binary-format";

describe("the documents: commands of the AWS CLI", () => {
    it("are the ones that AWS CLI 2 has checked", () => {
        const commands = commandsByDocument();

        assert.ok(Object.keys(commands).length >= 8);
        assert.deepEqual(commands, checkedCommands, "run npm run docs:aws with AWS CLI 2 on the PATH");
    });

    it("use only variables that the document sets", () => {
        const unset = documents().flatMap((file) =>
            unsetVariables(readFileSync(file, "utf8")).map((name) => `${relative(projectFolder, file)}: $${name}`),
        );

        assert.deepEqual(unset, []);
    });

    it("mention AWS CLI 2 at the beginning or in each section with a command that needs it", () => {
        const sections = documents().flatMap((file) => {
            const [beginning = "", ...others] = readFileSync(file, "utf8").split(/^## /m);
            const name = relative(projectFolder, file);
            return others.map((text) => ({ title: `${name}: ${text.split("\n", 1).join("")}`, text, beginning }));
        });
        const using = sections.filter(({ text }) => text.includes(optionOfVersion2));

        const silent = using.filter(({ text, beginning }) => !(beginning + text).includes("AWS CLI 2"));

        assert.ok(using.length >= 2);
        assert.deepEqual(
            silent.map(({ title }) => title),
            [],
        );
    });
});
