import {
  type Message,
  putBytes,
  putDouble,
  putFloat,
  putFloats,
  putInteger,
  putMessage,
} from "../engine/compiled/protobuf.js";
import { maskedCrc32c } from "./crc32c.js";

/** A value of a hyperparameter. */
export type Hyperparameter = number | string | boolean;

/** What a summary can hold. */
type Value =
  | { readonly kind: "scalar"; readonly value: number }
  | {
      readonly kind: "image";
      readonly png: Uint8Array;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: "plugin"; readonly plugin: string; readonly content: Uint8Array };

/** Values by tag, at a step and a time in seconds since 1970. */
export interface TensorboardEvent {
  readonly step: number;
  readonly seconds: number;
  readonly values: Readonly<Record<string, Value>>;
}

const joined = (write: (message: Message) => void): Uint8Array => {
  const message: Message = [];
  write(message);
  return Buffer.concat(message);
};

/** A plugin's summary holds its data beside the value, which is a lone zero (tensor.proto). */
function putPlugin(summary: Message, plugin: string, content: Uint8Array): void {
  putMessage(summary, 9, (metadata) => {
    putMessage(metadata, 1, (data) => {
      putBytes(data, 1, plugin);
      putBytes(data, 2, content);
    });
  });
  putMessage(summary, 8, (tensor) => {
    putInteger(tensor, 1, 1); // float
    putMessage(tensor, 2, (shape) => putMessage(shape, 2, (dim) => putInteger(dim, 1, 1)));
    putFloats(tensor, 5, [0]);
  });
}

function putValue(summary: Message, tag: string, value: Value): void {
  putBytes(summary, 1, tag);
  switch (value.kind) {
    case "scalar":
      putFloat(summary, 2, value.value);
      break;
    case "image":
      putMessage(summary, 4, (image) => {
        putInteger(image, 1, value.height);
        putInteger(image, 2, value.width);
        putInteger(image, 3, 3); // colour, whatever the PNG holds
        putBytes(image, 4, value.png);
      });
      break;
    case "plugin":
      putPlugin(summary, value.plugin, value.content);
  }
}

function encodeEvent({ step, seconds, values }: TensorboardEvent): Uint8Array {
  return joined((event) => {
    putDouble(event, 1, seconds);
    putInteger(event, 2, step);
    putMessage(event, 5, (summary) => {
      for (const [tag, value] of Object.entries(values)) {
        putMessage(summary, 1, (message) => putValue(message, tag, value));
      }
    });
  });
}

/** One TFRecord: length, its checksum, the bytes, their checksum. */
function* recordOf(bytes: Uint8Array): Iterable<Uint8Array> {
  const head = Buffer.alloc(12);
  head.writeBigUInt64LE(BigInt(bytes.length));
  head.writeUInt32LE(maskedCrc32c(head.subarray(0, 8)), 8);
  const foot = Buffer.alloc(4);
  foot.writeUInt32LE(maskedCrc32c(bytes));
  yield head;
  yield bytes;
  yield foot;
}

/** A TensorBoard event file (event.proto in TFRecords), piece by piece. */
export function* eventFile(
  seconds: number,
  events: Iterable<TensorboardEvent>,
): Iterable<Uint8Array> {
  yield* recordOf(
    joined((event) => {
      putDouble(event, 1, seconds);
      putBytes(event, 3, "brain.Event:2");
    }),
  );
  for (const event of events) yield* recordOf(encodeEvent(event));
}

const PLUGIN = "hparams";

/** A hyperparameter's value as google.protobuf.Value. */
function putHyperparameter(map: Message, name: string, value: Hyperparameter): void {
  putBytes(map, 1, name);
  putMessage(map, 2, (field) => {
    if (typeof value === "number") putDouble(field, 2, value);
    else if (typeof value === "string") putBytes(field, 3, value);
    else putInteger(field, 4, Number(value));
  });
}

/** The beginning of a session with its hyperparameters (plugin_data.proto of TensorBoard's hparams). */
export function sessionStart(
  name: string,
  seconds: number,
  parameters: Readonly<Record<string, Hyperparameter>>,
): TensorboardEvent {
  const content = joined((data) => {
    putMessage(data, 3, (start) => {
      for (const [key, value] of Object.entries(parameters)) {
        putMessage(start, 1, (map) => putHyperparameter(map, key, value));
      }
      putBytes(start, 4, name);
      putDouble(start, 5, seconds);
    });
  });
  const value = { kind: "plugin", plugin: PLUGIN, content } as const;
  return { step: 0, seconds, values: { "_hparams_/session_start_info": value } };
}

/** How a session ended, in the plugin's numbers. */
export const sessionStates = { complete: 1, failed: 2, running: 3 } as const;

/** The end of a session. */
export function sessionEnd(seconds: number, state: keyof typeof sessionStates): TensorboardEvent {
  const content = joined((data) => {
    putMessage(data, 4, (end) => {
      putInteger(end, 1, sessionStates[state]);
      putDouble(end, 2, seconds);
    });
  });
  const value = { kind: "plugin", plugin: PLUGIN, content } as const;
  return { step: 0, seconds, values: { "_hparams_/session_end_info": value } };
}
