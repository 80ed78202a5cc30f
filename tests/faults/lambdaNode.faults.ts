import { describeAllFaults } from "./allFaults";
import { lambdaNode, lambdaNodeMajor } from "./harness/lambdaNode";

describeAllFaults(`Node.js ${lambdaNodeMajor}, as in Lambda`, lambdaNode);
