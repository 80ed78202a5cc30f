// A line on a terminal that says what is being done and for how long. A thread of its own draws it: synchronous work,
// of which serialising the functions is seconds, would block a timer of this one. It hides no cursor, so that a signal
// may end the process at any time.
"use strict";

const fs = require("fs");
const { setInterval } = require("timers");
const { isMainThread, parentPort, workerData, Worker } = require("worker_threads");

/** The words that both threads share: whether the other thread draws, and the number of the line to draw (0: none). */
const [drawing, current] = [0, 1];
const clear = "\r\u001b[K";
const frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const drawEveryMs = 100;

let drawer;
let shown;

/**
 * Draws the line, with the seconds since it started, on a terminal's stream until it is hidden. A line that is shown
 * already gives way to it.
 */
function showLine(stream, title, started = Date.now()) {
    hideLine();
    if (drawer === undefined) {
        const shared = new Int32Array(new SharedArrayBuffer(8));
        const worker = new Worker(__filename, { workerData: shared, execArgv: [] });
        worker.unref();
        drawer = { worker, shared, number: 0 };
        process.on("exit", hideLine);
    }
    drawer.number += 1;
    shown = stream;
    Atomics.store(drawer.shared, current, drawer.number);
    const text = title.slice(0, Math.max(0, (stream.columns || 80) - 12));
    drawer.worker.postMessage({ fd: stream.fd, number: drawer.number, title: text, started });
}

/** Takes the line away: what is written from then on stands in its place. */
function hideLine() {
    if (shown === undefined) {
        return;
    }
    Atomics.store(drawer.shared, current, 0);
    Atomics.wait(drawer.shared, drawing, 1, drawEveryMs);
    const { fd } = shown;
    shown = undefined;
    try {
        fs.writeSync(fd, clear);
    } catch {
        // The terminal has gone: what has to be ended is ended all the same.
    }
}

/** What the other thread does. */
function draw() {
    let line;
    let frame = 0;
    const drawOnce = () => {
        Atomics.store(workerData, drawing, 1);
        if (line !== undefined && Atomics.load(workerData, current) === line.number) {
            const seconds = Math.floor((Date.now() - line.started) / 1000);
            const time = seconds > 0 ? ` ${seconds} s` : "";
            try {
                fs.writeSync(line.fd, `${clear}${frames[frame++ % frames.length]} ${line.title}${time}`);
            } catch {
                // The terminal is busy, or gone: then the main thread ends.
            }
        }
        Atomics.store(workerData, drawing, 0);
        Atomics.notify(workerData, drawing);
    };
    parentPort.on("message", (next) => {
        line = next;
        drawOnce();
    });
    setInterval(drawOnce, drawEveryMs);
}

if (isMainThread) {
    module.exports = { showLine, hideLine };
} else {
    draw();
}
