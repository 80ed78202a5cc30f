import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";

/**
 * Describes a failure to the user, without a stack trace: the error's own message, or for an error of the operating
 * system one line with the path, the reason and the fix.
 */
export function failureText(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    // Pulumi prefixes the message with the path to the failed property, one level at a time.
    const [first = "", ...others] = message.replace(/^(error serializing property "[^"]*": )+/, "").split("\n");
    return [refusalText(first) ?? first, ...others].join("\n");
}

/** Ends a command that has nothing to stop: prints the failure on standard error and sets exit code 1. */
export function endWithFailure(error: unknown): void {
    process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = 1;
}

/**
 * Describes an error of the operating system in one line, from Node.js's message. Returns undefined for any other
 * message.
 */
function refusalText(message: string): string | undefined {
    const [, fileCode = "", reason = "", source = "", target] =
        /^(E[A-Z]+): ([^,]+), \w+(?: '([^']*)')?(?: -> '([^']*)')?$/.exec(message) ?? [];
    if (fileCode !== "") {
        // For a copy, a link or a rename, ENOENT concerns the source; every other error concerns the target.
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
        return "move or remove the existing file";
    }
    if (code === "ENOENT" && isWithin(projectFolder, file)) {
        return "run: npm ci";
    }
    // The project may be inside the temporary folder, or the reverse, so the inner one decides.
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

/** Documents problems of the user's machine. */
const troubleshooting = "docs/troubleshooting.md";
