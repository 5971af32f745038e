import type { Progress } from "../training/progress.js";
import { escapeHtml } from "./escape.js";
import { palette } from "./figure.js";
import { sparkline, svgImage } from "./sparkline.js";
import { cellText } from "./table.js";

/** What a panel shows. */
export interface PanelState {
  readonly title: string;
  readonly progress: Progress | undefined;
  readonly gridPng: Uint8Array | undefined;
  readonly generatorLosses: readonly number[];
  readonly discriminatorLosses: readonly number[];
  /** Set once the run has ended: what came of it. */
  readonly note: string | undefined;
}

/** Largest picture that goes into a live update; a notebook keeps the last one. */
export const largestGridBytes = 400_000;

/** A duration as a reader says it: `45 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "-";
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two((whole % 3600) / 60)} min`;
}

/** Memory as a reader says it. */
function memory(mebibytes: number): string {
  return mebibytes < 1024 ? `${Math.round(mebibytes)} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`;
}

/** The facts of a moment, name and value. */
export function panelFacts(progress: Progress, ended: boolean): [string, string][] {
  const { step, steps, kimg, imagesPerSecond, elapsedSeconds, etaSeconds } = progress;
  const figures = Object.entries(progress.figures).slice(0, 12);
  return [
    ["step", `${step} of ${steps}`],
    ["kimg", kimg.toFixed(2)],
    ["images/s", imagesPerSecond.toFixed(1)],
    ["elapsed", duration(elapsedSeconds)],
    ...(ended ? [] : [["left", duration(etaSeconds)] as [string, string]]),
    ["memory", memory(progress.memoryMiB)],
    ...figures.map(([name, value]): [string, string] => [name, cellText(value)]),
  ];
}

function factList(progress: Progress, ended: boolean): string {
  const cells = panelFacts(progress, ended).map(
    ([name, value]) =>
      `<tr><td style="text-align:left;color:#666;padding:1px 14px 1px 0">${escapeHtml(name)}</td>` +
      `<td style="text-align:right;padding:1px 0">${escapeHtml(value)}</td></tr>`,
  );
  return `<table style="border-collapse:collapse;margin:0"><tbody>${cells.join("")}</tbody></table>`;
}

function bar(progress: Progress, ended: boolean): string {
  const share = Math.min(1, Math.max(0, progress.step / Math.max(1, progress.steps)));
  const colour = ended ? palette[2] : palette[0];
  return (
    '<div style="background:#e4e4e4;height:6px;border-radius:3px;margin:6px 0 10px">' +
    `<div style="background:${colour};height:6px;border-radius:3px;` +
    `width:${(share * 100).toFixed(1)}%"></div></div>`
  );
}

function losses(state: PanelState): string {
  if (state.generatorLosses.length < 2) return "";
  const lines = [
    { values: state.generatorLosses, colour: palette[0] },
    { values: state.discriminatorLosses, colour: palette[1] },
  ];
  const key = (colour: string, name: string) => `<span style="color:${colour}">${name}</span>`;
  return (
    `<div style="margin-top:10px">${svgImage(sparkline(lines), "losses")}</div>` +
    `<div style="font-size:85%">losses: ${key(palette[0], "generator")}, ` +
    `${key(palette[1], "discriminator")}</div>`
  );
}

function grid(png: Uint8Array | undefined): string {
  if (!png) return "";
  if (png.length > largestGridBytes) return "<p>The grid is too large for the panel.</p>";
  const data = Buffer.from(png).toString("base64");
  return `<img alt="latest grid" style="max-width:320px" src="data:image/png;base64,${data}">`;
}

/** The panel as HTML without scripts; all text escaped. */
export function panelHtml(state: PanelState): string {
  const { title, progress, note } = state;
  const ended = note !== undefined;
  const left = progress ? factList(progress, ended) + losses(state) : "starting";
  return (
    '<div style="max-width:680px;border:1px solid #ddd;border-radius:6px;padding:10px 14px">' +
    `<div><b>${escapeHtml(title)}</b>${ended ? ` &#183; ${escapeHtml(note)}` : ""}</div>` +
    (progress ? bar(progress, ended) : "") +
    '<div style="display:flex;flex-wrap:wrap;gap:24px;align-items:flex-start">' +
    `<div>${left}</div><div>${grid(state.gridPng)}</div></div></div>`
  );
}

/** The panel as one line of text. */
export function panelText(state: PanelState): string {
  const { title, progress, note } = state;
  const facts = progress ? panelFacts(progress, note !== undefined) : [];
  const parts = facts.map(([name, value]) => `${name} ${value}`);
  return [title, ...(note === undefined ? [] : [note]), ...parts].join(" | ");
}
