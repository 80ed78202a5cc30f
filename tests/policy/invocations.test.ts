import { types } from "../../policy/resource";
import { invocationRules } from "../../policy/rules/invocations";
import { describeRules } from "./describeRules";
import { type Changes, resource } from "./resources";

const invocation = (changes: Changes = {}) => [
    resource(types.invocation, {
        functionName: "experimentation-dev-rotation",
        input: '{"action":"applyDatabases"}',
        triggers: { declaration: '{"roles":[{"name":"a1","connectionLimit":5,"memberOf":[]}]}' },
        ...changes,
    }),
];

describeRules("the policy's rules for invocations", invocationRules, {
    "invocation-at-creation": {
        passes: [invocation(), invocation({ lifecycleScope: "CREATE_ONLY" })],
        fails: [[invocation({ lifecycleScope: "CRUD" }), "lifecycleScope: CRUD: must be CREATE_ONLY or not set"]],
    },
    "invocation-without-secret": {
        passes: [invocation()],
        fails: [
            [
                invocation({ input: '{"roles":[{"name":"jane","password":"abc"}]}' }),
                "input.roles.0.password: looks like a password: must not be one",
            ],
            [
                invocation({ triggers: { url: "postgresql://jane:abc@host/db" } }),
                "triggers.url: looks like a password: must not be one",
            ],
        ],
    },
});
