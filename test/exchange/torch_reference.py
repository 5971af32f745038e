"""Makes DCGANs with real PyTorch, and what they answer, for the test of the import.

    python torch_reference.py FOLDER            the small ones that are committed
    python torch_reference.py FOLDER --full     at full size: 64 px (64, 64), 128 px (160, 40)

Needs torch, numpy and safetensors. The layers are those of dcgan.torch (Radford 2015) for any
power of two; "main" names them as the PyTorch example does, "lua" as a converted Torch file that
kept Lua's count from 1, and with zeros for the biases that DCGAN has not.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

CASES = {
    "small": [("main64", 64, 3, 8, 4, 4, 2), ("lua128", 128, 1, 6, 2, 2, 1)],
    "full": [("main64", 64, 3, 100, 64, 64, 4), ("lua128", 128, 3, 100, 160, 40, 2)],
}


def generator(size, channels, latent, filters):
    width = filters * size // 8
    layers = [nn.ConvTranspose2d(latent, width, 4, 1, 0, bias=False), nn.BatchNorm2d(width), nn.ReLU(True)]
    while width > filters:
        layers += [nn.ConvTranspose2d(width, width // 2, 4, 2, 1, bias=False), nn.BatchNorm2d(width // 2), nn.ReLU(True)]
        width //= 2
    return nn.Sequential(*layers, nn.ConvTranspose2d(filters, channels, 4, 2, 1, bias=False), nn.Tanh())


def discriminator(size, channels, filters):
    layers = [nn.Conv2d(channels, filters, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, True)]
    width = filters
    while width < filters * size // 8:
        layers += [nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * width), nn.LeakyReLU(0.2, True)]
        width *= 2
    return nn.Sequential(*layers, nn.Conv2d(width, 1, 4, 1, 0, bias=False), nn.Sigmoid())


def settle(network, inputs):
    """Start values as dcgan.torch has them but wider, and moving statistics that are not 0 and 1."""
    for module in network:
        if isinstance(module, nn.Conv2d):
            nn.init.normal_(module.weight, 0, (1 / module.weight[0].numel()) ** 0.5)
        elif isinstance(module, nn.ConvTranspose2d):
            nn.init.normal_(module.weight, 0, (4 / module.weight[:, 0].numel()) ** 0.5)
        elif isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.weight, 1, 0.2)
            nn.init.normal_(module.bias, 0, 0.2)
    with torch.no_grad():
        for _ in range(3):
            network(inputs())
    return network.eval()


def named(network, style):
    state = network.state_dict()
    if style == "main":
        return {f"main.{name}": array.contiguous() for name, array in state.items()}
    found = {}
    for name, array in state.items():
        index, word = name.split(".")
        found[f"modules.{int(index) + 1}.{word}"] = array.contiguous()
        if array.dim() == 4:
            count = array.shape[1] if isinstance(network[int(index)], nn.ConvTranspose2d) else array.shape[0]
            found[f"modules.{int(index) + 1}.bias"] = torch.zeros(count)
    return {name: array for name, array in found.items() if not name.endswith("num_batches_tracked")}


def make(folder, case):
    name, size, channels, latent, ngf, ndf, count = case
    torch.manual_seed(1)
    style = name.rstrip("0123456789")
    g = settle(generator(size, channels, latent, ngf), lambda: torch.randn(8, latent, 1, 1))
    d = settle(discriminator(size, channels, ndf), lambda: torch.randn(8, channels, size, size))
    latents = torch.randn(count, latent, 1, 1)
    with torch.no_grad():
        pictures = g(latents)
        answers = d(pictures)
    save_file(named(g, style), folder / f"{name}.G.safetensors")
    save_file(named(d, style), folder / f"{name}.D.safetensors")
    shown = pictures.permute(0, 2, 3, 1).contiguous()  # [count, height, width, channels]
    answer = {"latents": latents.flatten(1), "pictures": shown, "answers": answers.flatten()}
    save_file(answer, folder / f"{name}.answer.safetensors")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for each in CASES["full" if "--full" in sys.argv else "small"]:
        make(target, each)
    print(f"made with torch {torch.__version__}")
