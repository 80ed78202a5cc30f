import { codeBlocks, runbook } from "./document";

/** The commands of the AWS CLI in the document's shell blocks: each once and on one line, as a shell reads it. */
export function awsCommands(): string[] {
    return [...new Set(codeBlocks("sh").flatMap(commandsOf))];
}

/** The commands of one block, including those in the arguments of another. */
export function commandsOf(block: string): string[] {
    const text = block
        .replaceAll(/\\\n\s*/g, "")
        .split("\n")
        .filter((line) => !line.startsWith("#"))
        .join("\n");
    return [...text.matchAll(/(?<![\w./-])aws (?=[a-z])/g)].map(({ index }) =>
        text.slice(index, endOf(text, index)).trim(),
    );
}

/** The commands that the document names within sentences: at least service and operation. */
export function namedCommands(): string[] {
    return [...runbook.matchAll(/`(aws [a-z-]+ [^`]+)`/g)].map(([, command = ""]) => command);
}

/** A command's service and operation: `rds describe-db-clusters`. */
export function operationOf(command: string): string {
    return command.split(" ").slice(1, 3).join(" ");
}

/** The value of an option, with the values of the document's variables for the production stack. */
export function optionOf(command: string, option: string): string | undefined {
    const [, value] = new RegExp(`${option} ("[^"]*"|\\S+)`).exec(command) ?? [];
    return value?.replaceAll('"', "").replaceAll(/\$(\w+)/g, (whole, name) => variables[String(name)] ?? whole);
}

const variables: Readonly<Record<string, string>> = {
    STACK: "prod",
    NAME: "experimentation-prod",
    PARAMETERS: "/experimentation/prod/database",
};

/** The end of a command: the line's end, a separator, or the parenthesis that closes the enclosing expression. */
function endOf(text: string, start: number): number {
    const open: string[] = [];
    for (let at = start; at < text.length; at += 1) {
        const character = text.charAt(at);
        const within = open.at(-1);
        if (within === undefined && /[\n;|)]/.test(character)) {
            return at;
        }
        if (character === within) {
            open.pop();
        } else if (within !== "'") {
            const opens = character === "(" ? within !== '"' || text.charAt(at - 1) === "$" : /["']/.test(character);
            if (opens && (within !== '"' || character === "(")) {
                open.push(character === "(" ? ")" : character);
            }
        }
    }
    return text.length;
}
