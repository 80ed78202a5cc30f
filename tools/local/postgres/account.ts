import { readFileSync } from "node:fs";

/** The operating system user that runs PostgreSQL's programs. */
export interface Account {
    readonly name: string;
    readonly uid: number;
    readonly gid: number;
}

/** Unprivileged users that nearly every system has, in order of preference. */
const preferredNames: readonly string[] = ["nobody", "postgres", "daemon"];

/**
 * Returns the account that must run PostgreSQL's programs; undefined is the current user. The programs refuse to run as
 * root, and `initdb` requires a user from the password file, so root needs another account.
 *
 * @param passwordFile returns the text of `/etc/passwd`; called for root only.
 * @throws if root finds no other user.
 */
export function serverAccount(
    currentUid = process.getuid?.(),
    passwordFile = (): string => readFileSync("/etc/passwd", "utf8"),
): Account | undefined {
    if (currentUid !== 0) return undefined;
    const accounts = parseAccounts(passwordFile()).filter((account) => account.uid > 0 && account.gid > 0);
    const preferred = preferredNames.flatMap((name) => accounts.filter((account) => account.name === name));
    const account = preferred[0] ?? accounts[0];
    if (account === undefined) {
        throw new Error(
            "PostgreSQL does not run as root, and /etc/passwd lists no other user to run it as; " +
                "add one (useradd --system nobody) or start this program as an ordinary user",
        );
    }
    return account;
}

function parseAccounts(passwordFile: string): Account[] {
    return passwordFile.split("\n").flatMap((line) => {
        const [name = "", , uid = "", gid = ""] = line.split(":");
        const isEntry = name !== "" && /^\d+$/.test(uid) && /^\d+$/.test(gid);
        return isEntry ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
    });
}
