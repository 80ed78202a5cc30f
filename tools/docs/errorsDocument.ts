import * as path from "node:path";
import * as prettier from "prettier";
import { errorCodes } from "../../handlers/shared/errors";

/** Where the document is. */
export const errorsFile = path.join(__dirname, "../../docs/errors.md");

const introduction = `# Errors

Every failure of the two functions has one of these codes. The access function answers it as \`error.code\`, beside \`message\`, \`retryable\` and \`outcome\`; the rotation function throws an error whose name it is. Where PostgreSQL refused, \`sqlState\`, \`constraint\`, \`table\` and \`column\` stand beside them, never its own message: that can quote a value. \`position\` is the character of the statement of a \`query\` at which PostgreSQL found the mistake, the first being 1; a character is a code point, which JavaScript counts as two where it is beyond U+FFFF.

- **Retryable**: the same call may succeed later without anybody changing anything. What is safe to repeat at once, the function has repeated already.
- **Outcome**: \`notSent\`, the database never saw the work; \`failed\`, it has no effect; \`unknown\`, its commit was sent and not confirmed. Never repeat an \`unknown\` write blindly: look first. The table has the usual outcome; the answer has the real one. That of \`createSchema\` is about the migration that failed: those before it stand, and the next call goes on after them.

This list is made by \`npm run docs\` from [\`handlers/shared/errors.ts\`](../handlers/shared/errors.ts), and a test compares them.
`;

/** The document of all codes, made from the code that defines them. */
export async function errorsDocument(): Promise<string> {
    const rows = Object.entries(errorCodes).map(
        ([code, { message, retryable, outcome }]) =>
            `| \`${code}\` | ${message} | ${retryable ? "yes" : "no"} | \`${outcome}\` |`,
    );
    const head = ["| code | what it says | retryable | outcome |", "| --- | --- | --- | --- |"];
    const text = [introduction, ...head, ...rows].join("\n");
    return await prettier.format(text, { ...(await prettier.resolveConfig(errorsFile)), parser: "markdown" });
}
