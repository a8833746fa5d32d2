#!/usr/bin/env node
// Runs the TypeScript sources as they are; tsx translates them on the way.
import { register } from "tsx/esm/api";

register();
const { main } = await import("../src/cli.ts");
process.exitCode = await main(process.argv.slice(2));
