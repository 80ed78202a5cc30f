import assert from "node:assert/strict";
import { endWork } from "../../../../handlers/shared/database/endWork";
import type { Session } from "../../../../handlers/shared/database/session";
import { type Deadline, deadlineIn } from "../../../../handlers/shared/deadline";
import { createPlatform, type Platform } from "../../../harness/platform";
import { openLogin } from "./openLogin";

/** Never ends: it catches cancellations and time-outs. */
const endless =
    "do $$ begin loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop; end $$";

describe("endWork", () => {
    let platform: Platform;
    const open = (deadline: Deadline): Promise<Session> => openLogin(platform, "reader", deadline);
    const address = () => ({
        host: "localhost",
        port: platform.server.port,
        ca: platform.server.certificateAuthority,
    });
    /** Opens a session with an endless statement. Returns it with the identity of its server process. */
    const work = async () => {
        const deadline = deadlineIn(5000);
        const session = await open(deadline);
        deadline.stop();
        const rows = await session.sql.unsafe<{ opened: string }[]>("select now() as opened");
        const ended = session.sql.unsafe(endless).then(
            () => "done",
            () => "ended",
        );
        return { session, ended, backend: { ...rows.state, opened: rows[0]?.opened ?? "" } };
    };
    const isThere = async (pid: number): Promise<boolean> =>
        (await platform.superuser`select from pg_stat_activity where pid = ${pid}`).length === 1;

    before(async () => {
        platform = await createPlatform("end_work");
        await platform.rotateAll();
    });

    after(async () => {
        await platform.drop();
    });

    it("terminates a statement that catches every cancellation", async () => {
        const { ended, backend, session } = await work();

        await endWork(address(), backend, open);

        assert.equal(await ended, "ended");
        assert.equal(await isThere(backend.pid), false);
        session.destroy();
    });

    it("does not terminate a later process with the same process id", async () => {
        const { backend, session } = await work();

        await endWork(address(), { ...backend, secret: 0, opened: "2026-01-01 00:00:00+00" }, open);

        assert.equal(await isThere(backend.pid), true);
        await session.abandon();
    });

    it("does nothing, and does not fail, if it cannot open a session", async () => {
        const { backend, session } = await work();

        await endWork({ ...address(), port: 1 }, backend, () => Promise.reject(new Error("no connection")));

        assert.equal(await isThere(backend.pid), true);
        await session.abandon();
    });
});
