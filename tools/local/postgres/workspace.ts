import { chown, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Account } from "./account";

/**
 * Creates an empty temporary folder that belongs to the account (default: the current user) and that no other user can
 * list.
 *
 * @throws if the account can reach no temporary folder, or root may not change the folder's owner.
 */
export async function makeWorkspace(
    account: Account | undefined,
    parents: readonly string[] = [tmpdir(), "/tmp", "/var/tmp"],
): Promise<string> {
    for (const parent of parents) {
        if (account !== undefined && !(await isOpenToAll(parent))) continue;
        const folder = await mkdtemp(join(parent, "local-postgres-"));
        if (account !== undefined) await handOver(folder, account);
        return folder;
    }
    throw new Error(
        `none of the temporary folders ${parents.join(", ")} can be reached by the user ${account?.name ?? ""}; ` +
            "set TMPDIR to a folder that every user may enter",
    );
}

/** In a rootless container, or without CAP_CHOWN, root cannot change a file's owner. */
async function handOver(folder: string, { name, uid, gid }: Account): Promise<void> {
    try {
        await chown(folder, uid, gid);
    } catch (error) {
        await rm(folder, { recursive: true });
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(
            `PostgreSQL does not run as root, and this root may not give a folder to the user ${name} (${reason}); ` +
                "start as an ordinary user, in a container with --user",
            { cause: error },
        );
    }
}

/** Root's own TMPDIR is often inside a folder that other users cannot enter. */
async function isOpenToAll(folder: string): Promise<boolean> {
    const stats = await stat(folder).catch(() => undefined);
    if (stats === undefined || (stats.mode & 0o001) === 0) return false;
    const parent = dirname(folder);
    return parent === folder || isOpenToAll(parent);
}
