import { z } from "zod";

/** Numbers and lists that fields of an iteration are made of. */
export const whole = (least: number, most: number) => z.number().int().min(least).max(most);

/** A share: at least 0 and below 1. */
export const share = z.number().min(0).lt(1);

/** Weight of a loss term; 0 leaves it out. */
export const weight = z.number().min(0).max(1e6);

export const learningRate = z.number().gt(0).max(1);

/** Filters or units, a number a layer. */
export const widths = z.array(whole(1, 16_384)).min(1).max(32).readonly();
