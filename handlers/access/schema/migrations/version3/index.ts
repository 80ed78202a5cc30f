import type { Migration } from "../migration";
import { inboxes } from "./inboxes";
import { monthTables } from "./monthTables";
import { retention } from "./retention";
import { rollUp } from "./rollUp";
import { rollUpEvents } from "./rollUpEvents";
import { rollUpExposures } from "./rollUpExposures";
import { rollUpStops } from "./rollUpStops";
import { summaries } from "./summaries";
import { triggerFunctions, triggers } from "./triggers";

/** The part that locks tables of version 2 comes last, so that it holds its locks for milliseconds. */
const parts = [
    summaries,
    monthTables,
    rollUpExposures,
    rollUpStops,
    rollUpEvents,
    rollUp,
    retention,
    triggerFunctions,
    inboxes,
    triggers,
];

export const version3: Migration = {
    version: 3,
    name: "inboxes, month tables and summaries of each unit",
    sql: parts.join(""),
};
