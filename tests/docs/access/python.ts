import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { attempt } from "./tools";

/** The packages of the Python files in docs/snippets/. */
const snippetPackages: readonly string[] = ["boto3==1.44.8", "psycopg[binary]==3.3.9", "sqlalchemy==2.1.9"];

/**
 * The Python of a virtual environment with these packages, created once per machine and set of versions.
 *
 * @throws if it cannot be created, with a message that names the fix.
 */
export async function pythonWithPackages(packages = snippetPackages): Promise<string> {
    const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "aurora-platform-tests");
    const version = await attempt("Install Python 3.10 or newer as python3", "python3", ["--version"]);
    const digest = createHash("sha256")
        .update(JSON.stringify([version, packages]))
        .digest("hex")
        .slice(0, 12);
    const folder = join(cache, `python-${digest}`);
    const python = join(folder, "bin/python");
    if (await exists(python)) {
        return python;
    }
    await mkdir(cache, { recursive: true });
    // The complete environment is renamed at once, so an interrupted run leaves nothing that looks complete.
    const draft = await mkdtemp(join(cache, "python-new-"));
    try {
        await attempt("Install Python's venv module (Debian: python3-venv)", "python3", ["-m", "venv", draft]);
        const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages];
        await attempt("Let pip reach pypi.org, or a mirror of it", join(draft, "bin/python"), install);
        await rename(draft, folder);
    } catch (error) {
        await rm(draft, { recursive: true, force: true });
        // Another run may have created it meanwhile.
        if (await exists(python)) {
            return python;
        }
        throw error;
    }
    return python;
}

async function exists(file: string): Promise<boolean> {
    return await stat(file).then(
        () => true,
        () => false,
    );
}
