import { describeAllFaults } from "./allFaults";

describeAllFaults(`Node.js ${process.version}`, () => Promise.resolve(process.execPath));
