"""Unpacks the named parts of a wheel: extract.py WHEEL SHA256 FOLDER PREFIX...

Nothing is unpacked from a file with another checksum; zipfile checks each member's own.
Prints one line per percent, for the caller's progress line.
"""

import hashlib
import os
import shutil
import sys
import zipfile

wheel, expected, folder, *prefixes = sys.argv[1:]
with open(wheel, "rb") as file:
    digest = hashlib.sha256()
    while block := file.read(1 << 22):
        digest.update(block)
if digest.hexdigest() != expected:
    sys.exit(f"{os.path.basename(wheel)}: expected sha256 {expected}, got {digest.hexdigest()}")

with zipfile.ZipFile(wheel) as archive:
    members = [
        info
        for info in archive.infolist()
        if info.filename.startswith(tuple(prefixes)) and not info.is_dir()
    ]
    total = sum(info.file_size for info in members)
    done = 0
    for info in members:
        target = os.path.join(folder, info.filename)
        if not os.path.realpath(target).startswith(os.path.realpath(folder) + os.sep):
            sys.exit(f"{info.filename}: expected a path inside the wheel")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(info) as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out, 1 << 20)
        done += info.file_size
        print(f"{100 * done // max(1, total)} %", flush=True)
