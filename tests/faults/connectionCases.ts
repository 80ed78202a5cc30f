import { setTimeout as sleep } from "node:timers/promises";
import { type FaultCase, read, write } from "./harness/cases";
import {
    crash,
    duringCommit,
    duringStatement,
    slowCommit,
    slowRead,
    slowWrite,
    whileFrozen,
} from "./harness/slowStatements";

/** Faults of the network and of servers, each during one invocation. */
export const connectionCases: readonly FaultCase[] = [
    {
        title: "silent loss before connecting",
        prepare: async (world) => {
            await world.restartAccess();
            world.reader.stall();
        },
        event: read,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "silent loss during TLS",
        prepare: async (world) => {
            await world.restartAccess();
            // The server's first byte accepts TLS.
            world.reader.stallAfterBytes = 1;
        },
        event: read,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "silent loss during login",
        prepare: async (world) => {
            await world.restartAccess();
            world.reader.stallAfterBytes = 1500;
        },
        event: read,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "silent loss of an idle connection",
        prepare: (world) => {
            world.reader.stallExisting();
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "responses that are lost on an idle connection, before a read",
        prepare: (world) => {
            world.reader.muteExisting();
        },
        event: slowRead,
        expected: ["ok"],
    },
    {
        title: "responses that are lost on an idle connection, before a write",
        prepare: (world) => {
            world.writer.muteExisting();
        },
        event: slowWrite,
        expected: ["ok"],
    },
    {
        title: "silent loss during a read",
        event: slowRead,
        during: duringStatement((world) => {
            world.reader.stall();
        }),
        expected: ["deadlineExceeded", true, "failed"],
    },
    {
        title: "silent loss during a write",
        event: slowWrite,
        during: duringStatement((world) => {
            world.writer.stall();
        }),
        expected: ["deadlineExceeded", true, "failed"],
    },
    {
        title: "silent loss during the commit",
        event: slowCommit,
        during: duringCommit((world) => {
            world.writer.stall();
        }),
        expected: ["commitUnconfirmed", false, "unknown"],
    },
    {
        title: "a reset during the commit",
        event: slowCommit,
        during: duringCommit((world) => {
            world.writer.cut("reset");
        }),
        expected: ["commitUnconfirmed", false, "unknown"],
    },
    {
        title: "a reset between two invocations",
        prepare: async (world) => {
            world.reader.cut("reset");
            await sleep(50);
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "a connection closed between two invocations",
        prepare: (world) => {
            world.writer.cut("end");
        },
        event: write,
        expected: ["ok"],
    },
    {
        title: "a reset during a read, which is repeated once",
        event: slowRead,
        during: duringStatement((world) => {
            world.reader.cut("reset");
        }),
        expected: ["ok"],
    },
    {
        title: "two lost connections during a read",
        event: slowRead,
        during: async (world) => {
            await sleep(300);
            world.reader.cut("reset");
            await sleep(500);
            world.reader.cut("end");
        },
        expected: ["connectionLost", true, "failed"],
    },
    {
        title: "a reset during a write, which is never repeated",
        event: slowWrite,
        during: duringStatement((world) => {
            world.writer.cut("reset");
        }),
        expected: ["connectionLost", true, "failed"],
    },
    {
        title: "a slow network",
        prepare: async (world) => {
            await world.restartAccess();
            world.reader.delayMs = 100;
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "a server that closes new connections at once",
        prepare: async (world) => {
            await world.restartAccess();
            world.reader.behaviour = "closeAtOnce";
        },
        event: read,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "a port without a listener",
        prepare: (world) => world.writer.refuse(),
        event: write,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "a port without a listener for one second",
        prepare: (world) => world.writer.refuse(),
        event: write,
        during: async (world) => {
            await sleep(1000);
            await world.writer.restore();
        },
        expected: ["ok"],
    },
    {
        title: "a server that crashes and restarts",
        event: write,
        prepare: crash,
        expected: ["ok"],
    },
    {
        title: "a reset while the process is frozen",
        prepare: (world) =>
            whileFrozen(world, () => {
                world.reader.cut("reset");
            }),
        event: read,
        expected: ["ok"],
    },
    {
        title: "silent loss while the process is frozen",
        prepare: (world) =>
            whileFrozen(world, () => {
                world.writer.stallExisting();
            }),
        event: write,
        expected: ["ok"],
    },
];
