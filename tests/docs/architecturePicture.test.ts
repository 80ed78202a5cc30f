import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { boxes, type BoxName } from "../../docs/architecture/boxes";
import { connections } from "../../docs/architecture/lines";
import { drawBox } from "../../docs/architecture/svg";
import { architecturePicture, pictureFile } from "../../docs/architecturePicture";
import { mapping } from "../../local/program/mapping";
import { one } from "../program/resources";
import { wholeProgram } from "../program/runs";
import { protectedKinds } from "./protectedKinds";

describe("docs/architecture.svg", () => {
    it("is what npm run docs makes of docs/architecture", () => {
        const made = architecturePicture();

        const found = readFileSync(pictureFile, "utf8");

        assert.equal(found, made, "run npm run docs");
    });

    it("has a lock on what every stack protects, and on nothing else", async () => {
        const run = await wholeProgram({ stack: "dev" });

        const locked = Object.entries(boxes).filter(([, box]) => "locked" in box);

        const kinds: Readonly<Record<string, string>> = { key: "Key", secrets: "Secret", cluster: "Cluster" };
        const found = locked.map(([name]) => kinds[name]).sort();
        assert.deepEqual(found, [...protectedKinds(run)].sort());
    });

    it("says how often secrets are rotated and the health is checked", async () => {
        const run = await wholeProgram({ stack: "prod" });

        const picture = architecturePicture();

        const { automaticallyAfterDays } = mapping(one(run, "SecretRotation", "database-reader").inputs.rotationRules);
        assert.equal(picture.split(`every ${String(automaticallyAfterDays)} days`).length, 3);
        assert.equal(one(run, "Schedule").inputs.scheduleExpression, "rate(1 minute)");
        assert.equal(picture.split("a health check a minute").length, 2);
    });

    it("draws each connection from one box to the other", () => {
        const ends = connections.map(({ from, to, points }) => {
            const [first, last] = [points.split(" ")[0], points.split(" ").at(-1)];
            return { from, to, first, last };
        });

        const astray = ends.filter(({ from, to, first, last }) => !touches(first, from) || !touches(last, to));

        assert.deepEqual(astray, []);
    });

    it("has room for each text in its box", () => {
        const box = { ...boxes.key, head: "A head that is wider than its box can be" };

        const draw = () => drawBox(box);

        assert.throws(draw, {
            message:
                "A head that is wider than its box can be: does not fit its box of 232 pixels; " +
                "write it shorter or make the box wider",
        });
    });
});

/** Whether a point is in a box, or at most the two pixels before it that an arrow leaves free. */
function touches(point = "", name: BoxName): boolean {
    const [x, y, width, height] = boxes[name].area;
    const [px = 0, py = 0] = point.split(",").map(Number);
    const [dx, dy] = [Math.max(x - px, 0, px - x - width), Math.max(y - py, 0, py - y - height)];
    return dx + dy <= 2;
}
