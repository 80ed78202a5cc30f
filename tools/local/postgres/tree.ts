import { chown, constants, copyFile, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./account";

/** Creates one file at its new place. */
export type FileCopier = (source: string, target: string, account: Account | undefined) => Promise<void>;

/**
 * Copies a folder with its folders and files, but without symbolic links. The copy belongs to the account (default: the
 * current user) and keeps the modes.
 *
 * @param isWanted decides by name whether a file or folder is copied.
 */
export async function copyTree(
    source: string,
    target: string,
    account: Account | undefined,
    isWanted: (name: string) => boolean = () => true,
    copy: FileCopier = copyOwned,
): Promise<void> {
    const { mode } = await stat(source);
    await mkdir(target, { mode });
    if (account !== undefined) await chown(target, account.uid, account.gid);
    const entries = await readdir(source, { withFileTypes: true });
    await Promise.all(
        entries
            .filter((entry) => isWanted(entry.name))
            .map(async (entry) => {
                const [from, to] = [join(source, entry.name), join(target, entry.name)];
                if (entry.isDirectory()) await copyTree(from, to, account, isWanted, copy);
                else if (entry.isFile()) await copy(from, to, account);
            }),
    );
}

/** Copies one file. It takes no disk space if the file system can share the blocks. */
export async function copyOwned(source: string, target: string, account: Account | undefined): Promise<void> {
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    if (account !== undefined) await chown(target, account.uid, account.gid);
}
