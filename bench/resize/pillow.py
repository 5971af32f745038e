"""The peer of `atelier resize`: Pillow on two processes. usage: pillow.py IN OUT SIDE"""

import os
import sys
from multiprocessing import Pool

from PIL import Image, ImageOps


def resize(job):
    source, target, side = job
    try:
        with Image.open(source) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
            scale = side / min(picture.size)
            size = [max(side, round(length * scale)) for length in picture.size]
            picture = picture.resize(size, Image.BILINEAR)
            left, top = (size[0] - side) // 2, (size[1] - side) // 2
            picture = picture.crop((left, top, left + side, top + side))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            picture.save(target, quality=95, subsampling=0)
        return 1
    except Exception as error:
        print(f"{source}: {error}", file=sys.stderr)
        return 0


def jobs(source, target, side):
    for folder, _, names in os.walk(source, followlinks=True):
        for name in names:
            path = os.path.join(folder, name)
            short = os.path.splitext(os.path.relpath(path, source))[0]
            yield path, os.path.join(target, short + ".jpg"), side


if __name__ == "__main__":
    with Pool(2) as pool:
        done = sum(pool.imap_unordered(resize, list(jobs(sys.argv[1], sys.argv[2], int(sys.argv[3]))), 16))
    print(f"{done} pictures")
