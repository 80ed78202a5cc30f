import { readFileSync } from "node:fs";

/** The operating system's user that PostgreSQL's programs run as. */
export interface Account {
    readonly name: string;
    readonly uid: number;
    readonly gid: number;
}

/** Users with few rights that nearly every system has, the best first. */
const preferredNames: readonly string[] = ["nobody", "postgres", "daemon"];

/**
 * Answers which account PostgreSQL's programs have to run as: undefined stands for the present user. They refuse to run
 * as root, and `initdb` wants a user that the password file lists, so root needs somebody else.
 *
 * @param passwordFile the text of `/etc/passwd`, read when it is needed
 * @throws when root finds no other user
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
