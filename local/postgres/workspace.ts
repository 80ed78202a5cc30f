import { chown, mkdtemp, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Account } from "./account";

/**
 * Makes an empty temporary folder that belongs to the account (default: the present user) and that nobody else can list.
 *
 * @throws when no temporary folder can be reached by the account
 */
export async function makeWorkspace(
    account: Account | undefined,
    parents: readonly string[] = [tmpdir(), "/tmp", "/var/tmp"],
): Promise<string> {
    for (const parent of parents) {
        if (account !== undefined && !(await isOpenToAll(parent))) continue;
        const folder = await mkdtemp(join(parent, "local-postgres-"));
        if (account !== undefined) await chown(folder, account.uid, account.gid);
        return folder;
    }
    throw new Error(
        `none of the temporary folders ${parents.join(", ")} can be reached by the user ${account?.name ?? ""}; ` +
            "set TMPDIR to a folder that every user may enter",
    );
}

/** Root's own TMPDIR is often below a folder that no other user may enter. */
async function isOpenToAll(folder: string): Promise<boolean> {
    const stats = await stat(folder).catch(() => undefined);
    if (stats === undefined || (stats.mode & 0o001) === 0) return false;
    const parent = dirname(folder);
    return parent === folder || isOpenToAll(parent);
}
