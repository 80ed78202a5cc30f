import { spawn } from "node:child_process";
import { once } from "node:events";

/** Cleans up after this program in case that it is killed. */
export interface Guard {
    /** Ends the guard, which does its work first unless the folder is gone already. */
    release(): Promise<void>;
}

/** The processes that a guard ends: each has its id on the first line of a file of this name, one folder further down. */
export interface GuardedProcesses {
    readonly idFile: string;
    /** How they are ended where half a second after TERM, which lets them tidy up, they still run. */
    readonly signal: "KILL" | "QUIT";
}

/**
 * The guard's standard input ends when the program that started it does, however that happens: then each process is
 * told to end, and the folder goes when none is left. A shell is enough, and is everywhere where npm is.
 */
const script = `
while read -r line; do :; done
tries=0
while [ -d "$1" ] && [ "$tries" -lt 100 ]; do
    running=
    for file in "$1"/*/"$2"; do
        [ "$tries" -lt 5 ] && signal=TERM || signal=$3
        id=
        [ -f "$file" ] && { read -r id <"$file" || [ -n "$id" ]; } && kill "-$signal" "$id" && running=yes
    done 2>/dev/null
    [ -n "$running" ] || rm -rf "$1" 2>/dev/null
    [ ! -d "$1" ] || sleep 0.1
    tries=$((tries + 1))
done
rm -rf "$1"
`;

/** What a folder that only holds files is guarded with. */
const noProcesses: GuardedProcesses = { idFile: "none", signal: "KILL" };

/** Starts a guard over a folder and the processes that work in it (default: none do). */
export function startGuard(folder: string, processes = noProcesses): Guard {
    const parameters = ["local-guard", folder, processes.idFile, processes.signal];
    const child = spawn("/bin/sh", ["-c", script, ...parameters], {
        // In a group of its own, so that Ctrl-C in the terminal does not end the guard before it has done its work.
        detached: true,
        cwd: "/",
        env: { PATH: process.env["PATH"] ?? "/usr/bin:/bin" },
        stdio: ["pipe", "ignore", "ignore"],
    });
    const ended = once(child, "close").catch(() => undefined);
    child.stdin.on("error", () => undefined);
    return {
        async release() {
            child.stdin.end();
            await ended;
        },
    };
}
