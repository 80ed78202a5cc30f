import assert from "node:assert/strict";
import { overlap, parseDailyWindow, parseWeeklyWindow, type Window } from "../../settings/windows";

describe("parseDailyWindow", () => {
    const cases: readonly [text: string, expected: Window | undefined][] = [
        ["02:00-03:00", { start: 120, minutes: 60 }],
        ["23:45-00:15", { start: 1425, minutes: 30 }],
        ["00:00-23:59", { start: 0, minutes: 1439 }],
        ["02:00-02:00", { start: 120, minutes: 0 }],
        ["2:00-3:00", undefined],
        ["24:00-01:00", undefined],
        ["02:60-03:00", undefined],
        ["02:00-03:00 ", undefined],
        ["sun:02:00-sun:03:00", undefined],
        ["", undefined],
    ];
    for (const [text, expected] of cases) {
        it(`reads ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => {
            const window = parseDailyWindow(text);

            assert.deepEqual(window, expected);
        });
    }
});

describe("parseWeeklyWindow", () => {
    const cases: readonly [text: string, expected: Window | undefined][] = [
        ["mon:00:00-mon:00:30", { start: 0, minutes: 30 }],
        ["sun:04:00-sun:05:00", { start: 8880, minutes: 60 }],
        ["sun:23:30-mon:00:30", { start: 10_050, minutes: 60 }],
        ["wed:23:50-thu:00:20", { start: 4310, minutes: 30 }],
        ["Sun:04:00-Sun:05:00", undefined],
        ["04:00-05:00", undefined],
        ["sun:04:00-05:00", undefined],
        ["sun:04:00", undefined],
    ];
    for (const [text, expected] of cases) {
        it(`reads ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => {
            const window = parseWeeklyWindow(text);

            assert.deepEqual(window, expected);
        });
    }
});

describe("overlap", () => {
    const cases: readonly [daily: string, weekly: string, expected: boolean][] = [
        ["02:00-03:00", "sun:04:00-sun:05:00", false],
        ["02:00-03:00", "sun:03:00-sun:04:00", false],
        ["02:00-03:00", "sun:01:00-sun:02:00", false],
        ["02:00-03:01", "sun:03:00-sun:04:00", true],
        ["02:00-03:00", "mon:02:30-mon:03:30", true],
        ["02:00-03:00", "wed:01:30-wed:02:30", true],
        ["02:00-03:00", "sat:02:15-sat:02:45", true],
        ["02:00-03:00", "fri:01:00-fri:04:00", true],
        ["23:30-00:30", "tue:00:00-tue:01:00", true],
        ["23:30-00:30", "mon:00:15-mon:00:45", true],
        ["23:30-00:30", "sun:23:00-sun:23:30", false],
        ["00:00-00:30", "sun:23:30-mon:00:30", true],
        ["01:00-01:30", "sun:23:30-mon:00:30", false],
        ["12:00-12:30", "mon:13:00-tue:11:00", false],
        ["12:00-12:30", "mon:13:00-tue:12:01", true],
    ];
    for (const [daily, weekly, expected] of cases) {
        it(`says ${expected} for ${daily} every day and ${weekly}`, () => {
            const [backup, maintenance] = [parseDailyWindow(daily), parseWeeklyWindow(weekly)];
            assert.ok(backup !== undefined && maintenance !== undefined);

            const result = overlap(backup, maintenance);

            assert.equal(result, expected);
        });
    }
});
