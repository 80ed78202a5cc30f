import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/** Schedules of EventBridge Scheduler. */
export const scheduler = {
    schedule: {
        token: "aws:scheduler/schedule:Schedule",
        required: words("flexibleTimeWindow scheduleExpression target"),
        autoName: "name",
        replacedBy: words("groupName name namePrefix"),
        updatedBy: words("description flexibleTimeWindow scheduleExpression target"),
        taggable: false,
        policy: "ruled",
        actions: actions("scheduler", {
            create: "CreateSchedule iam:PassRole",
            read: "GetSchedule",
            update: "UpdateSchedule iam:PassRole",
            delete: "DeleteSchedule",
        }),
        outputs: (r) => {
            const name = r.physicalName();
            return { id: `default/${name}`, computed: { name, arn: r.arn("scheduler", `schedule/default/${name}`) } };
        },
    },
} satisfies ResourceTypes;
