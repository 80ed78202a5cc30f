/**
 * Reads what the service needs of its environment.
 *
 * @param environment `process.env`, say.
 * @returns where it listens: by default on 127.0.0.1, port 8080; port 0 is any that is free.
 * @throws where a variable is missing or wrong: a line for each, naming variable, rule and fix.
 */
export function readSettings(environment) {
    const { HOST = "127.0.0.1", PORT = "8080", PARAMETER_PATH = "" } = environment;
    const wrong = [
        !/^\/.+\/$/.test(PARAMETER_PATH) &&
            `PARAMETER_PATH: ${PARAMETER_PATH}: must begin and end with /, such as /experimentation/dev/database/`,
        !(/^\d{1,5}$/.test(PORT) && Number(PORT) < 65_536) && `PORT: ${PORT}: must be a number from 0 to 65535`,
    ].filter(Boolean);
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
    return { host: HOST, port: Number(PORT) };
}
