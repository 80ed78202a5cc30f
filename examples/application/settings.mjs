/**
 * Reads the service's environment variables.
 *
 * @param environment for instance `process.env`.
 * @returns the address and port to listen on: by default 127.0.0.1 and 8080. Port 0 is any free port.
 * @throws if variables are missing or wrong, with one line for each: the variable, the value and the rule.
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
