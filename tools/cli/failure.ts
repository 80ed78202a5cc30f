import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";

/**
 * What a command's failure says to a person, without a stack trace: the error's own sentence, or where the operating
 * system refused something, one line with the path, the reason and what to do.
 */
export function failureText(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    // Pulumi writes the way to what failed in front of it, a level at a time.
    const [first = "", ...others] = message.replace(/^(error serializing property "[^"]*": )+/, "").split("\n");
    return [refusalText(first) ?? first, ...others].join("\n");
}

/** Ends a command that has nothing to stop: its failure on standard error, and exit code 1. */
export function endWithFailure(error: unknown): void {
    process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = 1;
}

/** A refusal of the operating system in one line, from what Node.js says of it; undefined for any other message. */
function refusalText(message: string): string | undefined {
    const [, fileCode = "", reason = "", source = "", target] =
        /^(E[A-Z]+): ([^,]+), \w+(?: '([^']*)')?(?: -> '([^']*)')?$/.exec(message) ?? [];
    if (fileCode !== "") {
        // Of a copy, a link or a new name: what is not there is the source, whatever else is refused is the target.
        const file = fileCode === "ENOENT" ? source : (target ?? source);
        return `${file || "the system"}: ${reason} (${fileCode}); ${fileFix(fileCode, file)}`;
    }
    const [, program, code = ""] = /^spawn (.+) (E[A-Z]+)$/.exec(message) ?? [];
    return program === undefined ? undefined : `${program}: cannot be run (${code}); ${programFix(code, program)}`;
}

function fileFix(code: string, file: string): string {
    if (code === "EMFILE" || code === "ENFILE") {
        return "let this user open more files, for instance with ulimit -n 4096";
    }
    if (code === "ENOSPC" || code === "EDQUOT") {
        return isWithin(tmpdir(), file) ? "free some, or set TMPDIR to a folder with 500 MB" : "free some";
    }
    if (code === "EEXIST" || code === "ENOTDIR" || code === "EISDIR") {
        return "move away what is there";
    }
    if (code === "ENOENT" && isWithin(projectFolder, file)) {
        return "run: npm ci";
    }
    // The project may itself be in the folder for temporary files, and that one in the project.
    const [inner] = [projectFolder, tmpdir()]
        .filter((folder) => isWithin(folder, file))
        .sort((a, b) => resolve(b).length - resolve(a).length);
    if (inner === projectFolder) {
        return "let this user write to the project's folder, or work in a copy of it";
    }
    if (inner !== undefined) {
        return "set TMPDIR to a folder that this user may write to";
    }
    return `see ${troubleshooting}`;
}

function programFix(code: string, program: string): string {
    return code === "EACCES" && isWithin(tmpdir(), program)
        ? "set TMPDIR to a folder that programs may be run from: not one that is mounted noexec"
        : `see ${troubleshooting}`;
}

function isWithin(folder: string, file: string): boolean {
    return resolve(file).startsWith(resolve(folder) + sep);
}

const projectFolder = join(__dirname, "../..");

/** Where trouble on one's own machine is described. */
const troubleshooting = "docs/troubleshooting.md";
