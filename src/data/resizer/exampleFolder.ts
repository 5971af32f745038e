import { join } from "node:path";
import { Random } from "../../engine/random.js";
import { writeFile } from "../../files.js";
import { loadSharp } from "../sharp.js";
import { drawnPaintings } from "../synthetic/paintings.js";

/** Shapes in which the paintings come, in px. */
const shapes = [
  [200, 200],
  [240, 150],
  [140, 220],
  [180, 160],
] as const;

/**
 * A folder such as people have: drawn paintings in several shapes and formats, with a copy, a
 * look-alike, a picture stored on its side, and a file that was cut off.
 * @param folder where they are written. @returns it.
 */
export async function exampleFolder(folder: string, count = 12): Promise<string> {
  const set = drawnPaintings("example");
  const prepare = { imageSize: 256, channels: 3, resize: "centre", flip: false } as const;
  const drawn = async (index: number) => {
    const data = await set.load(index, prepare, new Random(1, `example ${index}`));
    const [width, height] = shapes[index % shapes.length] as (typeof shapes)[number];
    const raw = { width: 256, height: 256, channels: 3 } as const;
    return loadSharp()(data, { raw }).extract({ left: 0, top: 0, width, height });
  };
  const put = (file: string, content: Uint8Array) => writeFile(join(folder, file), content);
  for (let index = 0; index < count; index++) {
    const picture = await drawn(index);
    const jpeg = index % 3 > 0;
    const content = jpeg ? picture.jpeg({ quality: 92 }) : picture.png();
    const name = `${index % 2 ? "portraits" : "landscapes"}/${String(index).padStart(2, "0")}`;
    await put(`${name}.${jpeg ? "jpg" : "png"}`, await content.toBuffer());
  }
  const first = await drawn(1);
  const original = await first.jpeg({ quality: 92 }).toBuffer();
  await put("portraits/01 copy.jpg", original);
  await put("portraits/01 small.webp", await first.clone().resize(120).webp().toBuffer());
  const upright = await (await drawn(2)).png().toBuffer();
  const lying = await loadSharp()(upright).rotate(270).jpeg().withMetadata({ orientation: 6 });
  await put("landscapes/camera on its side.jpg", await lying.toBuffer());
  await put("landscapes/download.jpg", original.subarray(0, 2000));
  return folder;
}
