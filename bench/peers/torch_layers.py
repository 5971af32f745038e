"""The lab's lists of layers as PyTorch's modules."""

import torch
from torch import nn
from torch.nn import functional as F

from worker import bilinear_matrix, weight_names


class Norm(nn.Module):
    """Batch norm that, unlike nn.BatchNorm1d, takes a batch of one, and can go without scale."""

    def __init__(self, layer, get):
        super().__init__()
        scaled = layer["scale"]
        self.bias = nn.Parameter(get("bias"))
        self.weight = nn.Parameter(get("scale") if scaled else torch.ones_like(self.bias), requires_grad=scaled)
        self.register_buffer("mean", get("movingMean"))
        self.register_buffer("variance", get("movingVariance"))
        self.momentum, self.epsilon = 1 - layer["momentum"], layer["epsilon"]

    def forward(self, x):
        if self.training and x.dim() == 2 and len(x) == 1:
            return x - x + self.bias  # torch.compile refuses one row; its variance is 0
        return torch.batch_norm(
            x, self.weight, self.bias, self.mean, self.variance, self.training, self.momentum, self.epsilon, False
        )


class InstanceNorm(nn.Module):
    """Instance norm without weights; that of a single picture is its batch norm, which keeps its layout."""

    def __init__(self, epsilon):
        super().__init__()
        self.epsilon = epsilon

    def forward(self, x):
        if len(x) > 1:
            return F.instance_norm(x, eps=self.epsilon)
        return torch.batch_norm(x, None, None, None, None, True, 0.0, self.epsilon, False)


class Residual(nn.Sequential):
    """What its modules make of the input, added to it."""

    def forward(self, x):
        return x + super().forward(x)


class Crop(nn.Module):
    """The first rows and columns."""

    def __init__(self, size):
        super().__init__()
        self.size = size

    def forward(self, x):
        return x[:, :, : self.size, : self.size]


class FromRows(nn.Module):
    """[n, h * w * c] to [n, c, h, w], a view in the channels-last layout."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(-1, *self.shape).permute(0, 3, 1, 2)


class ToRows(nn.Module):
    """The inverse; a view where the layout is channels-last."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).reshape(x.shape[0], -1)


class Enlarge(nn.Module):
    def __init__(self, size, larger):
        super().__init__()
        self.register_buffer("matrix", torch.from_numpy(bilinear_matrix(size, larger)))

    def forward(self, x):
        return torch.matmul(torch.matmul(self.matrix, x), self.matrix.t())


def convolution(layer, size, channels, get):
    """A convolution with TensorFlow's padding. @returns modules and the size after them."""
    kernel, stride, filters = layer["kernelSize"], layer["strides"], layer["filters"]
    same, transposed = layer["padding"] == "same", layer["kind"] == "convTranspose"
    if transposed:
        surplus = max(kernel - stride, 0) if same else 0
        after = size * stride if same else (size - 1) * stride + kernel
        module = nn.ConvTranspose2d(channels, filters, kernel, stride, surplus // 2, bias=layer["bias"])
        modules = [module] + ([Crop(after)] if surplus % 2 else [])
    else:
        after = -(-size // stride) if same else (size - kernel) // stride + 1
        total = max((after - 1) * stride + kernel - size, 0) if same else 0
        low, high = total // 2, total - total // 2
        module = nn.Conv2d(channels, filters, kernel, stride, low if low == high else 0, bias=layer["bias"])
        modules = ([nn.ZeroPad2d((low, high, low, high))] if low != high else []) + [module]
    module.weight = nn.Parameter(get("kernel").permute(3, 2, 0, 1).contiguous())
    if layer["bias"]:
        module.bias = nn.Parameter(get("bias"))
    return modules, after


def dense(layer, units, get):
    module = nn.Linear(units, layer["units"], bias=layer["bias"])
    module.weight = nn.Parameter(get("kernel").t().contiguous())
    if layer["bias"]:
        module.bias = nn.Parameter(get("bias"))
    return module


def without_idle_biases(layers):
    """An instance norm takes the mean of each channel out, and any bias before it: no program computes those."""
    after = [layer["kind"] for layer in layers[1:]] + [None]
    return [{**layer, "bias": False} if kind == "instanceNorm" else layer for layer, kind in zip(layers, after)]


def build(network, arrays):
    """The lab's list of layers as modules with the lab's weights."""
    shape, modules, outer = list(network["input"]), [], []
    layers = without_idle_biases(network["layers"])
    for prefix, layer in zip(weight_names(network), layers):
        kind = layer["kind"]
        get = lambda name, prefix=prefix: torch.tensor(arrays[f"{prefix}/{name}"])
        if kind == "dense":
            modules.append(dense(layer, shape[0], get))
            shape = [layer["units"]]
        elif kind in ("conv", "convTranspose"):
            more, size = convolution(layer, shape[0], shape[2], get)
            modules += more
            shape = [size, size, layer["filters"]]
        elif kind == "batchNorm":
            modules.append(Norm(layer, get))
        elif kind == "instanceNorm":
            modules.append(InstanceNorm(layer["epsilon"]))
        elif kind == "upsampleNearest":
            modules.append(nn.Upsample(scale_factor=layer["factor"]))
            shape = [layer["factor"] * shape[0], layer["factor"] * shape[1], shape[2]]
        elif kind == "reflectPad":
            modules.append(nn.ReflectionPad2d(layer["pixels"]))
            shape = [shape[0] + 2 * layer["pixels"], shape[1] + 2 * layer["pixels"], shape[2]]
        elif kind == "tap":
            outer.append(modules)
            modules = []
        elif kind == "add":
            modules = outer.pop() + [Residual(*modules)]
        elif kind == "leakyRelu":
            modules.append(nn.LeakyReLU(layer["slope"], inplace=True))
        elif kind == "relu":
            modules.append(nn.ReLU(inplace=True))
        elif kind == "tanh":
            modules.append(nn.Tanh())
        elif kind == "sigmoid":
            modules.append(nn.Sigmoid())
        elif kind == "flatten":
            modules.append(ToRows())
            shape = [shape[0] * shape[1] * shape[2]]
        elif kind == "reshape":
            modules.append(FromRows(layer["shape"]))
            shape = layer["shape"]
        elif kind == "resizeBilinear":
            modules.append(Enlarge(shape[0], layer["size"]))
            shape = [layer["size"], layer["size"], shape[2]]
        elif not (kind == "dropout" and not layer["live"]):
            raise ValueError(f"layer: expected a kind that the bench's nets have, got {kind}")
    return nn.Sequential(*modules)
