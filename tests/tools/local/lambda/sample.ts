/** The code of a function. An event's `action` selects what it does. */
const code = `
let count = 0;
const actions = {
    count: () => ++count,
    environment: () => process.env,
    context: (event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() }),
    echo: (event) => event,
    print: (event) => { console.log(event.line); console.error("to stderr"); },
    nothing: () => undefined,
    bigint: () => 1n,
    text: (event) => "x".repeat(event.length),
    throw: () => { throw new TypeError("not like that"); },
    throwText: () => { throw "just text"; },
    reject: () => { Promise.reject(new Error("lost")); return new Promise(() => setTimeout(() => 0, 1e6)); },
    uncaught: () => { setTimeout(() => { throw new RangeError("too late"); }); return new Promise(() => 0); },
    exit: (event) => process.exit(event.code),
    kill: () => { process.kill(process.pid, "SIGKILL"); return new Promise(() => setTimeout(() => 0, 1e6)); },
    loop: () => { for (;;); },
    heap: () => { const all = []; for (;;) all.push(new Array(10000).fill(0)); },
    buffer: (event) => Buffer.alloc(event.bytes, 1).length,
    get: (event) => new Promise((resolve) => {
        const request = require("node:http").get(event.url, { agent: false }, (response) => {
            let text = "";
            response.on("data", (chunk) => { text += chunk; });
            response.on("end", () => resolve(text));
        });
        request.on("error", (error) => resolve(error.code + " " + error.message));
    }),
    connect: (event) => new Promise((resolve) => {
        const socket = require("node:net").connect(...event.parameters);
        socket.on("connect", () => { resolve(socket.remotePort); socket.destroy(); });
        socket.on("error", (error) => resolve(error.code));
    }),
};
exports.handler = async (event, context) => actions[event.action](event, context);
`;

/** How the tests start it. */
export const options = {
    name: "access",
    arn: "arn:aws:lambda:eu-west-1:123456789012:function:access",
    code,
    handler: "__index.handler",
    environment: { ENVIRONMENT: "dev", AWS_REGION: "registered" },
    lambdaEnvironment: { AWS_REGION: "eu-west-1", AWS_LAMBDA_FUNCTION_NAME: "access" },
    hostMap: {},
    timeoutSeconds: 5,
    memoryMb: 64,
};
