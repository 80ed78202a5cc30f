/** A state of an alarm, with its name or ARN; a negation; a parenthesis. */
const tokens = /\b(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|([^")]*?))\s*\)|\bNOT\b|[()]/gi;

/**
 * The alarms that can raise a composite alarm, by name or ARN as in its rule: those in `ALARM(x)` and `NOT OK(x)`, but
 * not in `NOT ALARM(x)`, which suppresses it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function alarmsThatRaise(alarmRule: string): string[] {
    const found: string[] = [];
    const negatedAround = [false];
    let negated = false;
    for (const [token, state, quoted, plain] of alarmRule.matchAll(tokens)) {
        if (token === "(") {
            negatedAround.push(negated);
        } else if (token === ")") {
            negatedAround.pop();
        } else if (state === undefined) {
            negated = !negated;
            continue;
        } else if (state.toUpperCase() === (negated ? "OK" : "ALARM")) {
            found.push(quoted ?? plain ?? "");
        }
        negated = negatedAround.at(-1) ?? false;
    }
    return found;
}
