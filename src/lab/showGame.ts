import { display } from "../show/display.js";
import { gamePlan, gameText } from "../show/game/gamePlan.js";
import { gameSvg } from "../show/game/gameSvg.js";
import { svgImage } from "../show/sparkline.js";
import { type Choice, findChoice } from "./run.js";

/**
 * Draws the game of an iteration's two networks: what goes in, every layer as a box with shape,
 * parameters and cost, and what comes out.
 */
export function showGame(name: string, choice: Choice = {}): void {
  const plan = gamePlan(findChoice(name, choice));
  const text = gameText(plan);
  const image = svgImage(gameSvg(plan), text);
  display({ "text/html": `<div style="overflow-x:auto">${image}</div>`, "text/plain": text });
}
