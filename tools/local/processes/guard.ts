import { spawn } from "node:child_process";
import { once } from "node:events";

/** A process that cleans up if this program is killed. */
export interface Guard {
    /** Ends the guard. It cleans up first unless the folder is already gone. */
    release(): Promise<void>;
}

/**
 * Selects the processes that a guard ends: the first line of each file with this name, one folder further down, is a
 * process id.
 */
export interface GuardedProcesses {
    readonly idFile: string;
    /** The signal for processes that still run half a second after SIGTERM. */
    readonly signal: "KILL" | "QUIT";
}

/**
 * The guard's standard input closes when the program that started it ends, for any reason. The guard then ends each
 * process, and removes the folder when none is left. It is a shell script, because a shell exists wherever npm does.
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

/** The options for a folder that holds files only. */
const noProcesses: GuardedProcesses = { idFile: "none", signal: "KILL" };

/** Starts a guard over a folder and the processes that work in it. Default: no processes. */
export function startGuard(folder: string, processes = noProcesses): Guard {
    const parameters = ["local-guard", folder, processes.idFile, processes.signal];
    const child = spawn("/bin/sh", ["-c", script, ...parameters], {
        // In a process group of its own, so that Ctrl-C in the terminal does not end the guard before it has cleaned
        // up.
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
