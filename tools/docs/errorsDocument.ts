import * as path from "node:path";
import * as prettier from "prettier";
import { errorCodes } from "../../handlers/shared/errorCodes";

/** The path of docs/errors.md. */
export const errorsFile = path.join(__dirname, "../../docs/errors.md");

const introduction = `# Errors

Every failure of the two functions has one of these codes. The access function returns it as \`error.code\`, with \`message\`, \`retryable\` and \`outcome\`. The rotation function throws an error with the code as its name. If PostgreSQL refused a statement, the error also has \`sqlState\`, \`constraint\`, \`table\` and \`column\`. It never has PostgreSQL's own message, because that can contain a value. \`position\` is the position of the mistake in the statement of a \`query\`, counted in characters from 1. A character is a code point; JavaScript counts a code point beyond U+FFFF as two.

- **Retryable**: the same call can succeed later without any change. The function itself has already repeated everything that is safe to repeat at once.
- **Outcome**: \`notSent\` means that the database did not run the statement, \`failed\` that it has no effect, \`unknown\` that its commit was sent and not confirmed. Before you repeat an \`unknown\` write, check whether it was committed. The table has the usual outcome; the answer has the actual one. For \`createSchema\`, the outcome is that of the failed migration: earlier migrations remain applied, and the next call continues after them.

\`npm run docs\` generates this list from [\`handlers/shared/errorCodes.ts\`](../handlers/shared/errorCodes.ts), and a test compares them.
`;

/** Generates docs/errors.md from the table of codes. */
export async function errorsDocument(): Promise<string> {
    const rows = Object.entries(errorCodes).map(
        ([code, { message, retryable = false, outcome }]) =>
            `| \`${code}\` | ${message} | ${retryable ? "yes" : "no"} | \`${outcome}\` |`,
    );
    const head = ["| code | message | retryable | outcome |", "| --- | --- | --- | --- |"];
    const text = [introduction, ...head, ...rows].join("\n");
    return await prettier.format(text, { ...(await prettier.resolveConfig(errorsFile)), parser: "markdown" });
}
