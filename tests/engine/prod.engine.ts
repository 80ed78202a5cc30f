import { describeLife } from "./lifecycle";

describeLife({ stack: "prod", network: { routes: 4, natGateways: 2 }, readers: ["database-1"], protected: true });
