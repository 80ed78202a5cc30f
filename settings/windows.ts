/** A time window, in minutes. `start` counts from midnight for a daily window, from Monday 00:00 for a weekly one. */
export interface Window {
    readonly start: number;
    readonly minutes: number;
}

/** Parses a daily window, `hh:mm-hh:mm`. It may cross midnight. Undefined if the text has another form. */
export function parseDailyWindow(text: string): Window | undefined {
    const match = new RegExp(`^${time}-${time}$`).exec(text);
    const [from = 0, fromMinute = 0, to = 0, toMinute = 0] = match?.slice(1).map(Number) ?? [];
    return match === null ? undefined : between(from * 60 + fromMinute, to * 60 + toMinute, day);
}

/**
 * Parses a weekly window, `ddd:hh:mm-ddd:hh:mm`. It may cross the week's end. Undefined if the text has another
 * form.
 */
export function parseWeeklyWindow(text: string): Window | undefined {
    const match = new RegExp(`^${weekday}:${time}-${weekday}:${time}$`).exec(text);
    if (match === null) {
        return undefined;
    }
    const [from = "", fromHour, fromMinute, to = "", toHour, toMinute] = match.slice(1);
    const start = days.indexOf(from) * day + Number(fromHour) * 60 + Number(fromMinute);
    const end = days.indexOf(to) * day + Number(toHour) * 60 + Number(toMinute);
    return between(start, end, week);
}

/** Whether a daily and a weekly window share a minute on any day. Adjacent windows do not overlap. */
export function overlap(daily: Window, weekly: Window): boolean {
    return days.some((_, index) => {
        const start = index * day + daily.start;
        return apart(start, weekly.start) < daily.minutes || apart(weekly.start, start) < weekly.minutes;
    });
}

const day = 24 * 60;
const week = 7 * day;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const time = "([01]\\d|2[0-3]):([0-5]\\d)";
const weekday = `(${days.join("|")})`;

function between(start: number, end: number, cycle: number): Window {
    return { start, minutes: (end - start + cycle) % cycle };
}

/** Minutes from `earlier` to the next occurrence of `later` in a weekly cycle. */
function apart(later: number, earlier: number): number {
    return (earlier - later + week) % week;
}
