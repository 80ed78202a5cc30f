import assert from "node:assert/strict";
import { scramVerifier } from "../../../handlers/rotation/roles/scram";

describe("scramVerifier", () => {
    it("returns the verifier that PostgreSQL stores for RFC 7677's example", () => {
        // User "user", password "pencil". The RFC gives salt, iterations and the two messages that prove these keys.
        const salt = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");

        const verifier = scramVerifier("pencil", salt, 4096);

        assert.equal(
            verifier,
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
        );
    });

    it("uses a new salt each time", () => {
        assert.notEqual(scramVerifier("pencil"), scramVerifier("pencil"));
    });
});
