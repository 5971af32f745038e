import type { Binding, NativeAttribute } from "../nativeBackend.js";
import type { AttributeValue, GraphNode } from "./graphNode.js";
import { refusal } from "./refusal.js";

function attributeValue(
  binding: Binding,
  { type, value }: NativeAttribute,
): AttributeValue | undefined {
  if (type === binding.TF_ATTR_BOOL) return { kind: "boolean", value: Boolean(value) };
  if (type === binding.TF_ATTR_STRING) return { kind: "string", value: String(value) };
  if (type === binding.TF_ATTR_SHAPE) return { kind: "shape", value: value as number[] };
  if (type === binding.TF_ATTR_INT) {
    return Array.isArray(value)
      ? { kind: "integers", value }
      : { kind: "integer", value: value as number };
  }
  if (Array.isArray(value)) return undefined;
  if (type === binding.TF_ATTR_TYPE) return { kind: "type", value: value as number };
  if (type === binding.TF_ATTR_FLOAT) return { kind: "float", value: value as number };
  return undefined;
}

/** A kernel's attributes as a node's. @throws ConfigError for a kind that no graph here has. */
export function attributesOf(
  binding: Binding,
  op: string,
  attributes: readonly NativeAttribute[],
): GraphNode["attributes"] {
  const entries = attributes.map((attribute) => {
    const value = attributeValue(binding, attribute);
    if (!value) throw refusal("operations with plain attributes", `${op} with ${attribute.name}`);
    return [attribute.name, value] as const;
  });
  return Object.fromEntries(entries);
}
