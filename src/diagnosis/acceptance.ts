import {
  alike,
  alikeReported,
  alikeWithin,
  alive,
  type Bound,
  cutOff,
  different,
  type Finding,
  lag1Reported,
  likeColours,
  likeSaturation,
  nearerThanBlurred,
  noise,
  noSurerThanBlurred,
  type Pictures,
  readAsDigits,
  saturated,
  saturationReported,
  smooth,
  smootherThan,
} from "./bounds.js";

/** Bounds of a preset that works, and those that blurred blobs would not keep. */
const seen: readonly Bound[] = [smooth, different, likeSaturation, alive, likeColours];
const fine: readonly Bound[] = [nearerThanBlurred, noSurerThanBlurred];
const inInk = (bound: Bound) => (bound === likeSaturation ? saturationReported : bound);

const published: Readonly<Record<string, readonly Bound[]>> = {
  "gan128MNIST asPublished": [smootherThan(0.4), alikeWithin(0.1, 0.5)],
  "gan128MNIST asRun": [saturated, cutOff],
  "gan128Paintings asRun": [saturated, cutOff],
  "gan256Impres asRun": [saturated, cutOff],
  "ganChuck256 asRun": [saturated, cutOff],
  "gan512 asRun": [saturated, cutOff],
  "kerasGAN asRun": [lag1Reported, alikeReported, saturationReported],
  "kerasGANv2 asRun": [noise, alike],
  "kerasGANv2 repaired": [smootherThan(0.3), likeColours],
  "kerasGANv3 asRun": [noise, alike],
  "kerasGANv4 asRun": [noise, alikeReported],
  "kerasGANv5 asRun": [lag1Reported, alikeReported, saturationReported],
};

/** A preset without the mark of its quick copy, which shall fail and work in the same ways. */
const fullName = (preset: string) => preset.replace(/-quick$/, "");

/** What a preset is held against: the report's pictures for those that reran it, else the reals. */
export function boundsOf(name: string, preset: string): readonly Bound[] {
  const own = published[`${name} ${fullName(preset)}`];
  if (own) return own;
  return name === "gan128MNIST" ? [...seen.map(inInk), ...fine, readAsDigits] : [...seen, ...fine];
}

/**
 * A run's pictures held against the bounds of its preset, a finding each; what was not measured is
 * left out.
 */
export function accept(
  { name, preset }: { readonly name: string; readonly preset: string },
  pictures: Pictures,
): readonly Finding[] {
  return boundsOf(name, preset).flatMap((bound) => bound(pictures) ?? []);
}

/** Findings that a bound was set for. */
export const boundedOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ holds }) => holds !== undefined);

/** Whether there are bounds, and all of them hold. */
export const boundsHold = (findings: readonly Finding[]): boolean =>
  boundedOf(findings).length > 0 && accepted(findings);

/** Whether every bound that there is holds. */
export const accepted = (findings: readonly Finding[]) =>
  findings.every(({ holds = true }) => holds);
