import { z } from "zod";

/** `from 1 to 64`, `above 0`: the bounds of a number's schema. */
function boundsOf({ _def: { checks } }: z.ZodNumber): string {
  const words = { min: ["above", "from"], max: ["to below", "to"] } as const;
  return (["min", "max"] as const)
    .flatMap((kind) =>
      checks.flatMap((check) =>
        check.kind === kind
          ? `${words[kind][check.inclusive ? 1 : 0]} ${check.value.toLocaleString("en")}`
          : [],
      ),
    )
    .join(" ");
}

/** What a field's schema allows, in words: `a whole number from 1 to 64`. */
export function allowedBy(schema: z.ZodTypeAny): string {
  if (schema instanceof z.ZodReadonly) return allowedBy(schema.unwrap());
  if (schema instanceof z.ZodEffects) return allowedBy(schema.innerType());
  if (schema instanceof z.ZodLiteral) return String(schema.value);
  if (schema instanceof z.ZodBoolean) return "on or off";
  if (schema instanceof z.ZodString) return "text";
  if (schema instanceof z.ZodEnum)
    return (schema.options as readonly string[]).length === 1
      ? String(schema.options[0])
      : `one of ${schema.options.join(", ")}`;
  if (schema instanceof z.ZodNumber) {
    const kind = schema.isInt ? "a whole number" : "a number";
    return `${kind} ${boundsOf(schema)}`.trim();
  }
  if (schema instanceof z.ZodArray) return `a list, each ${allowedBy(schema.element)}`;
  if (schema instanceof z.ZodUnion)
    return (schema.options as readonly z.ZodTypeAny[]).map(allowedBy).join(" or ");
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as z.ZodRawShape);
    return `{${fields.map(([name, field]) => `"${name}": ${allowedBy(field)}`).join(", ")}}`;
  }
  throw new Error(`no words for ${schema.constructor.name}`);
}
