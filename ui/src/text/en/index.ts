export { app, error, step } from "./common";
export { data } from "./data";
export { evaluate } from "./evaluate";
export { rail } from "./frame";
export { home } from "./home";
export { setup } from "./setup";
export { share } from "./share";
export { coach, run, train } from "./train";
