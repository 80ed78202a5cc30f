import type { ServiceLogin } from "../../../../tools/local/serve/connectionTexts";

/** A login as the tests use it. */
export function loginOf(name: string, username: string, password: string): ServiceLogin {
    const service = {
        name,
        endpoint: "db.example",
        port: 5433,
        database: "experimentation",
        username,
        caFile: "/tmp/a folder/authority.pem",
    };
    return { service, password };
}
