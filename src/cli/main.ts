import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { ConfigError, messageOf } from "../errors.js";

    compareCommand(),
