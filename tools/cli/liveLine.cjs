// A line on a terminal that shows the current step and its duration. A worker thread draws it, because synchronous
// work, such as serialising the functions for seconds, would block a timer of this thread. It never hides the cursor,
// so the process can be ended at any time.
"use strict";

const fs = require("fs");
const { setInterval } = require("timers");
const { isMainThread, parentPort, workerData, Worker } = require("worker_threads");

/**
 * Indexes into the shared memory of both threads: whether the worker is drawing, and the number of the current line (0:
 * none).
 */
const [drawing, current] = [0, 1];
const clear = "\r\u001b[K";
const frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
const drawEveryMs = 100;

let drawer;
let shown;

/**
 * Shows a line on a terminal's stream, with the seconds since it started, until it is hidden. It replaces the previous
 * line.
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

/** Clears the line. Later output starts in its place. */
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
        // The terminal is closed. The command must still be able to clean up.
    }
}

/** The worker thread. */
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
                // The terminal is busy or closed. The main thread handles a closed terminal.
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
