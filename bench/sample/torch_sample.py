"""PyTorch's side of `compare.cjs`: draws as many pictures as each line of stdin says, as bytes."""

import json
import struct
import sys
import time

import numpy as np
import torch
from torch import nn

torch.set_flush_denormal(True)


def read(path):
    """Arrays of a safetensors file."""
    data = open(path, "rb").read()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(data, "<f4", (end - begin) // 4, 8 + size + begin).reshape(entry["shape"]).copy()
        for name, entry in header.items()
        for begin, end in [entry["data_offsets"]]
    }


def build(arrays):
    """The DCGAN example's generator with these weights."""
    kernels = [name for name in arrays if arrays[name].ndim == 4]
    kernels.sort(key=lambda name: int(name.split(".")[1]))
    layers = []
    for at, name in enumerate(kernels):
        before, after = arrays[name].shape[:2]
        layers.append(nn.ConvTranspose2d(before, after, 4, *((1, 0) if at == 0 else (2, 1)), bias=False))
        layers += [nn.BatchNorm2d(after), nn.ReLU(True)] if at < len(kernels) - 1 else [nn.Tanh()]
    net = nn.Sequential(*layers)
    state = {name.removeprefix("main."): torch.from_numpy(array) for name, array in arrays.items()}
    missing = net.load_state_dict(state, strict=False).missing_keys
    assert all(name.endswith("num_batches_tracked") for name in missing), missing
    return net.eval()


def main(folder, layout):
    net = build(read(f"{folder}/generator.safetensors"))
    if layout == "channels-last":
        net = net.to(memory_format=torch.channels_last)
    check = read(f"{folder}/check.safetensors")

    def draw(latents):
        """[n, 1, 1, nz] to bytes [n, height, width, channels]."""
        made = net(latents.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        return made, made.add(1).mul(127.5).round().clamp(0, 255).to(torch.uint8).contiguous().numpy()

    with torch.inference_mode():
        made, _ = draw(torch.from_numpy(check["latents"]))
        apart = float(np.abs(made.numpy() - check["pictures"]).max())
        print(json.dumps({"apart": apart, "version": torch.__version__}), flush=True)
        for line in sys.stdin:
            began = time.perf_counter()
            draw(torch.randn(int(line), 1, 1, check["latents"].shape[-1]))
            print(json.dumps({"seconds": time.perf_counter() - began}), flush=True)


main(*sys.argv[1:])
