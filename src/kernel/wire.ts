import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export type Content = Record<string, unknown>;

/** A message of the Jupyter protocol, as far as the kernel looks at it. */
export interface Message {
  /** zeromq's return address. */
  readonly identities: readonly Buffer[];
  readonly header: Content & { readonly msg_type: string };
  readonly content: Content;
}

const delimiter = Buffer.from("<IDS|MSG>");
/** Of the messaging protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html */
export const protocolVersion = "5.3";

/** The wire protocol: frames to messages and back, signed with the connection's key. */
export class Wire {
  private readonly session = randomUUID();

  /** @param key of the connection file; empty where messages are not signed. */
  constructor(private readonly key: string) {}

  /** @throws Error for frames that are no message, or are signed with another key. */
  read(frames: readonly Buffer[]): Message {
    const at = frames.findIndex((frame) => delimiter.equals(frame));
    const [signature, header, ...rest] = frames.slice(at + 1);
    const content = rest[2];
    if (at < 0 || !signature || !header || !content) {
      throw new Error(`message: expected six parts, got ${frames.length - at - 1}`);
    }
    const made = Buffer.from(this.sign([header, ...rest.slice(0, 3)]));
    if (made.length !== signature.length || !timingSafeEqual(made, signature)) {
      throw new Error("message: expected the connection's signature, got another");
    }
    return {
      identities: frames.slice(0, at),
      header: JSON.parse(header.toString()) as Message["header"],
      content: JSON.parse(content.toString()) as Content,
    };
  }

  /** The frames of a message that answers `parent`, or stands alone. */
  write(parent: Message | undefined, type: string, content: Content): (Buffer | string)[] {
    const header = {
      msg_id: randomUUID(),
      session: this.session,
      username: "kernel",
      date: new Date().toISOString(),
      msg_type: type,
      version: protocolVersion,
    };
    const parts = [header, parent?.header ?? {}, {}, content].map((part) => JSON.stringify(part));
    return [...(parent?.identities ?? []), delimiter, this.sign(parts), ...parts];
  }

  private sign(parts: readonly (Buffer | string)[]): string {
    if (this.key === "") return "";
    const hmac = createHmac("sha256", this.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
}
