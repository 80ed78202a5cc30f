import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGuard } from "../processes/guard";
import { environmentText, passText, type ServiceLogin, serviceText } from "./connectionTexts";

/** The files with which people and applications connect. */
export interface ConnectionFiles {
    /** For `PGSERVICEFILE`. */
    readonly serviceFile: string;
    /** For `PGPASSFILE`. */
    readonly passFile: string;
    /**
     * Environment variables of an application. The application reads its login itself, so a rotation changes nothing
     * here.
     */
    readonly applicationFile: string;
    /**
     * Writes these logins as the current ones. A client that reads meanwhile finds the old or the new logins; both are
     * valid.
     */
    write(logins: readonly ServiceLogin[]): Promise<void>;
    /** Removes the files and their folder. Later writes are ignored. Safe to call more than once. */
    remove(): Promise<void>;
}

/**
 * Creates a folder for the files that only the current user can enter. It is removed even if this program is killed.
 *
 * @param applicationVariables the content of the application's file.
 */
export async function makeConnectionFiles(
    applicationVariables: Readonly<Record<string, string>>,
): Promise<ConnectionFiles> {
    const folder = await mkdtemp(join(tmpdir(), "local-keep-"));
    const guard = startGuard(folder);
    const serviceFile = join(folder, "pg_service.conf");
    const passFile = join(folder, "pgpass");
    const applicationFile = join(folder, "application.env");
    const known = new Map<string, ServiceLogin>();
    let latest: Promise<void> = Promise.resolve();
    let isRemoved = false;

    async function writeLogins(logins: readonly ServiceLogin[]): Promise<void> {
        if (isRemoved) return;
        for (const login of logins) known.set(`${login.service.name} ${login.service.username}`, login);
        // Passwords first, so that the service file never names a login without one. The previous login stays valid,
        // and stays listed.
        await replaceFile(passFile, passText([...known.values()]));
        await replaceFile(serviceFile, serviceText(logins.map(({ service }) => service)));
    }

    await replaceFile(applicationFile, environmentText(applicationVariables));
    return {
        serviceFile,
        passFile,
        applicationFile,
        async write(logins) {
            const written = latest.then(() => writeLogins(logins));
            latest = written.catch(() => undefined);
            await written;
        },
        async remove() {
            isRemoved = true;
            await latest;
            await rm(folder, { recursive: true, force: true });
            await guard.release();
        },
    };
}

/** Replaces the file atomically: a reader sees the whole old file or the whole new one. */
async function replaceFile(file: string, text: string): Promise<void> {
    const draft = `${file}.new`;
    await rm(draft, { force: true });
    await writeFile(draft, text, { mode: 0o600, flag: "wx" });
    await rename(draft, file);
}
