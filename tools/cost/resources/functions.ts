import type { RegisteredResource } from "../../../offline/registeredResource";
import { toRecord } from "../../../offline/toRecord";
import { type Charge, type Cost, type CostTable, hoursPerMonth, type Surroundings } from "../charge";
import { refuse, textInput } from "../inputs";
import { prices } from "../prices";

const functionType = "aws:lambda/function:Function";

/** The functions, and the schedules that invoke them at idle. */
export const functionCosts: CostTable = {
    [functionType]: functionCost,
    "aws:scheduler/schedule:Schedule": scheduleCost,
};

function functionCost(lambda: RegisteredResource): Cost {
    if (lambda.inputs.architectures !== undefined) {
        refuse(
            lambda,
            "architectures",
            "has a price for x86_64 only, Lambda's default; remove the input, or add the price",
        );
    }
    return {
        charges: [],
        uses: [
            { what: "invocations", price: prices.functionRequests },
            { what: "duration of functions", price: prices.functionDuration },
            ...(isTraced(lambda) ? [{ what: "traces", price: prices.traces }] : []),
        ],
    };
}

/**
 * A schedule invokes its function also at idle. The duration of an invocation is unknown, so it is not charged here.
 *
 * Lambda traces the first request of each second, and so every request of a schedule:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
function scheduleCost(schedule: RegisteredResource, { resources }: Surroundings): Cost {
    const { arn, input } = toRecord(schedule.inputs.target);
    const target = resources.find(({ type, outputs }) => type === functionType && outputs.arn === arn);
    if (target === undefined) {
        return refuse(schedule, "target", "must be a function of the program");
    }
    const invocations = (hoursPerMonth * 60) / minutesBetween(schedule);
    const { action } = toRecord(JSON.parse(String(input)));
    const secrets = resources.filter(({ type }) => type === "aws:secretsmanager/secret:Secret").length;
    const charge = (item: string, price: Charge["price"], quantity = invocations / 1_000_000): Charge => ({
        part: "functions",
        item,
        quantity,
        price,
    });
    return {
        charges: [
            charge("scheduled invocations", prices.scheduledInvocations),
            charge("Lambda requests", prices.functionRequests),
            // A health check reads the rotation date of each secret. The secret of a login is read once for each process.
            ...(action === "healthCheck"
                ? [charge("Secrets Manager calls", prices.secretCalls, (invocations * secrets) / 10_000)]
                : []),
            ...(isTraced(target) ? [charge("X-Ray traces", prices.traces)] : []),
        ],
        uses: [],
    };
}

function minutesBetween(schedule: RegisteredResource): number {
    const expression = textInput(schedule, "scheduleExpression");
    const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
    if (count === undefined || unit === undefined) {
        return refuse(schedule, "scheduleExpression", "must be a rate, so that the invocations of a month are known");
    }
    return Number(count) * (minutes.get(unit) ?? 1);
}

const minutes: ReadonlyMap<string, number> = new Map([
    ["hour", 60],
    ["day", 24 * 60],
]);

function isTraced(lambda: RegisteredResource): boolean {
    return toRecord(lambda.inputs.tracingConfig).mode === "Active";
}
