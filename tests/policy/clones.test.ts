import { cloneRules } from "../../policy/rules/clones";
import { describeRules } from "./describeRules";
import { type Changes, good } from "./resources";

const clone = (changes: Changes) =>
    good.cluster({ restoreToPointInTime: { restoreType: "copy-on-write", useLatestRestorableTime: true }, ...changes });
const copy = good.cluster({ restoreToPointInTime: { restoreType: "full-copy", useLatestRestorableTime: true } });
const until = (day: string) => ({ tags: { "expires-on": day } });
const today = new Date().toISOString().slice(0, 10);

describeRules("the policy's rules for clones", cloneRules, {
    "clone-expires": {
        passes: [
            [good.cluster()],
            [copy],
            [clone(until("9999-12-31"))],
            [clone(until("2000-01-01"))],
            [clone(until("never"))],
        ],
        fails: [
            [[clone({})], "tags.expires-on: is empty: must be YYYY-MM-DD, or never"],
            [[clone({ tags: { owner: "alice" } })], "tags.expires-on: is empty: must be YYYY-MM-DD, or never"],
            [[clone(until("tomorrow"))], "tags.expires-on: tomorrow: must be YYYY-MM-DD, or never"],
        ],
    },
    "clone-expired": {
        passes: [
            [good.cluster(until("2000-01-01"))],
            [copy],
            [clone(until("9999-12-31"))],
            [clone(until(today))],
            [clone(until("never"))],
        ],
        fails: [[[clone(until("2000-01-01"))], `tags.expires-on: 2000-01-01: must be ${today} or later`]],
    },
});
