import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { toRecord } from "../../../offline/toRecord";
import { boxes, type BoxName, frames } from "../../../tools/docs/architecture/boxes";
import { connections, lines, steps } from "../../../tools/docs/architecture/lines";
import { styleSheet } from "../../../tools/docs/architecture/style";
import { drawBox } from "../../../tools/docs/architecture/svg";
import { architecturePicture, pictureFile } from "../../../tools/docs/architecturePicture";
import { ofKind, one } from "../../program/resources";
import { projectKeys, stacks, wholeProgram } from "../../program/runs";
import { faintPairs } from "./pictureContrast";
import { fontSizes, unreadable } from "./pictureGeometry";
import { protectedKinds } from "./protectedKinds";

describe("docs/architecture.svg", () => {
    it("is up to date with npm run docs", () => {
        const made = architecturePicture();

        const found = readFileSync(pictureFile, "utf8");

        assert.equal(found, made, "run npm run docs");
    });

    it("has a lock on each resource that every stack protects, and on no other", async () => {
        const run = await wholeProgram({ stack: "dev" });

        const locked = Object.entries(boxes).filter(([, box]) => "locked" in box);

        const kinds: Readonly<Record<string, string>> = { key: "Key", secrets: "Secret", cluster: "Cluster" };
        const found = locked.map(([name]) => kinds[name]).sort();
        assert.deepEqual(found, [...protectedKinds(run)].sort());
    });

    it("has the interval of rotations, health checks and roll-ups", async () => {
        const run = await wholeProgram({ stack: "prod" });

        const picture = architecturePicture();

        const { automaticallyAfterDays } = toRecord(one(run, "SecretRotation", "database-reader").inputs.rotationRules);
        assert.equal(picture.split(`every ${String(automaticallyAfterDays)} days`).length, 3);
        assert.deepEqual(
            ofKind(run, "Schedule").map(({ inputs }) => inputs.scheduleExpression),
            ["rate(1 minute)", "rate(1 minute)"],
        );
        assert.deepEqual(boxes.schedule.lines, ["health check, roll-up", "every minute"]);
    });

    it("draws each line from one box to another", () => {
        const ends = [...connections, ...lines].map(({ from, to, points }) => {
            const [first, last] = [points.split(" ")[0], points.split(" ").at(-1)];
            return { from, to, first, last };
        });

        const astray = ends.filter(({ from, to, first, last }) => !touches(first, from) || !touches(last, to));

        assert.deepEqual(astray, []);
    });

    it("has the instances and NAT gateways that the stacks have in each zone", async () => {
        const [dev, staging, prod] = await Promise.all(
            stacks.map(async (stack) => {
                const run = await wholeProgram({ stack });
                const { availabilityZoneNames, natGateways } = one(run, "Vpc").inputs;
                const instances = ofKind(run, "ClusterInstance").length;
                return {
                    zones: Array.isArray(availabilityZoneNames) && availabilityZoneNames.length,
                    nat: toRecord(natGateways).strategy,
                    instances,
                };
            }),
        );

        const drawn = frames.filter(({ kind }) => kind === "zone").length;

        assert.deepEqual(
            [dev, staging, prod],
            [
                { zones: drawn, nat: "None", instances: 1 },
                { zones: drawn, nat: "Single", instances: 2 },
                { zones: drawn, nat: "OnePerAz", instances: 2 },
            ],
        );
        assert.deepEqual(
            [boxes.writer, boxes.reader, boxes.nat, boxes.secondNat].map((box) => box.lines),
            [["in every stack"], ["in staging and prod"], ["in staging and prod"], ["in prod"]],
        );
    });

    it("leads from the topics to the recipients that production must have", async () => {
        const config = projectKeys({ alarmEmails: '["on-call@example.com"]' });
        const run = await wholeProgram({ stack: "prod", config });

        const alarmed = ofKind(run, "MetricAlarm").every(({ inputs }) => Array.isArray(inputs.alarmActions));
        const subscribed = new Set(ofKind(run, "TopicSubscription").map(({ inputs }) => inputs.topic)).size;

        assert.deepEqual([alarmed, ofKind(run, "EventSubscription").length > 0, subscribed], [true, true, 2]);
        const ways = lines.map(({ from, to }) => `${from} ${to}`);
        assert.deepEqual(
            ["metrics topics", "cluster topics", "topics people", "schedule access"].filter(
                (way) => !ways.includes(way),
            ),
            [],
        );
    });

    it("has no text that a line, an outline or another text crosses, and no line under a box", () => {
        const faults = unreadable(architecturePicture());

        assert.deepEqual(faults, []);
    });

    it("explains each numbered step once", () => {
        const [x] = steps.map(({ at }) => at[0]).sort((a, b) => a - b);

        const explained = steps.filter(({ at }) => at[0] === x).map(({ text }) => text);

        assert.deepEqual(explained, [...new Set(steps.map(({ text }) => text))]);
    });

    it("is readable in GitHub's narrowest column of 660 pixels: text is at least ten pixels high", () => {
        const picture = architecturePicture();
        const width = Number(/viewBox="0 0 (\d+)/.exec(picture)?.[1]);

        const smallest = Math.min(...fontSizes(picture).values());

        assert.ok((smallest * 660) / width >= 10, `${smallest} of ${width}`);
    });

    for (const mode of ["light", "dark"] as const) {
        it(`has enough contrast in ${mode} mode: 4.5 for texts, 3 for lines and outlines`, () => {
            const faint = faintPairs(styleSheet(), mode);

            assert.deepEqual(faint, []);
        });
    }

    it("has enough space for each text in its box", () => {
        const box = { ...boxes.key, head: "A head that is wider than its box can be" };

        const draw = () => drawBox(box);

        assert.throws(draw, {
            message:
                "A head that is wider than its box can be: does not fit its box of 176 pixels; " +
                "write it shorter or make the box wider",
        });
    });
});

/** Whether a point is in a box, or at most two pixels away, which is the gap before an arrow. */
function touches(point = "", name: BoxName): boolean {
    const [x, y, width, height] = boxes[name].area;
    const [px = 0, py = 0] = point.split(",").map(Number);
    const [dx, dy] = [Math.max(x - px, 0, px - x - width), Math.max(y - py, 0, py - y - height)];
    return dx + dy <= 2;
}
