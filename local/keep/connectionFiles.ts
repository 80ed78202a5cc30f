import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGuard } from "../processes/guard";
import { passText, serviceText, type ServiceLogin } from "./connectionTexts";

/** The files with which psql, and whatever else uses libpq, connects: for `PGSERVICEFILE` and `PGPASSFILE`. */
export interface ConnectionFiles {
    readonly serviceFile: string;
    readonly passFile: string;
    /** Makes these the current logins. A client that reads meanwhile finds the old ones or the new ones, both valid. */
    write(logins: readonly ServiceLogin[]): Promise<void>;
    /** Removes the files with their folder, and ignores what is written later. May be repeated. */
    remove(): Promise<void>;
}

/** Makes a folder for the files that only the present user may enter, and that goes even when this program is killed. */
export async function makeConnectionFiles(): Promise<ConnectionFiles> {
    const folder = await mkdtemp(join(tmpdir(), "local-keep-"));
    const guard = startGuard(folder);
    const serviceFile = join(folder, "pg_service.conf");
    const passFile = join(folder, "pgpass");
    const known = new Map<string, ServiceLogin>();
    let latest: Promise<void> = Promise.resolve();
    let isRemoved = false;

    async function writeBoth(logins: readonly ServiceLogin[]): Promise<void> {
        if (isRemoved) return;
        for (const login of logins) known.set(`${login.service.name} ${login.service.username}`, login);
        // Before the services name the new logins, their passwords are there; the login before stays valid, and here.
        await replaceFile(passFile, passText([...known.values()]));
        await replaceFile(serviceFile, serviceText(logins.map(({ service }) => service)));
    }

    return {
        serviceFile,
        passFile,
        async write(logins) {
            const written = latest.then(() => writeBoth(logins));
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

/** A reader sees the whole old file or the whole new one. */
async function replaceFile(file: string, text: string): Promise<void> {
    const draft = `${file}.new`;
    await rm(draft, { force: true });
    await writeFile(draft, text, { mode: 0o600, flag: "wx" });
    await rename(draft, file);
}
