import assert from "node:assert/strict";
import { decommissionedProd, projectKeys, wholeProgram } from "./runs";

const nobody = "monitoring: its alarms reach nobody; set alarmEmails or alarmUrls, or subscribe to its topic";

describe("what the program warns of", () => {
    it("is nothing in dev and staging", async () => {
        const dev = await wholeProgram({ stack: "dev" });
        const staging = await wholeProgram({ stack: "staging" });

        assert.deepEqual([dev.warnings, staging.warnings], [[], []]);
    });

    it("is that the alarms of production reach nobody", async () => {
        const { warnings } = await wholeProgram({ stack: "prod" });

        assert.deepEqual(warnings, [nobody]);
    });

    for (const config of [
        projectKeys({ alarmEmails: '["on-call@example.com"]' }),
        projectKeys({ alarmUrls: '["https://example.com/a"]' }),
    ]) {
        it(`is nothing in production with ${Object.keys(config).join()}`, async () => {
            const { warnings } = await wholeProgram({ stack: "prod", config });

            assert.deepEqual(warnings, []);
        });
    }

    it("is what destroying leaves behind, in a stack that is decommissioned", async () => {
        const { warnings } = await wholeProgram(decommissionedProd);

        assert.equal(warnings.length, 1);
        assert.match(warnings.join(), /^decommission: nothing is protected any more; destroy will leave /);
    });
});
