"""PyTorch's side of the bench: eager with channels-last arrays, torch.compile, bfloat16 autocast."""

import torch
from torch import nn
from torch.nn import functional as F

from worker import bilinear_matrix, scale, serve, weight_names, with_r1

torch.set_flush_denormal(True)  # as TensorFlow does: dying gradients must not slow one side


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


def build(network, arrays):
    """The lab's list of layers as modules with the lab's weights."""
    shape, modules = list(network["input"]), []
    for prefix, layer in zip(weight_names(network), network["layers"]):
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


def judge(loss):
    """The lab's losses of an answer against a label."""

    def tf_style(answer, label):
        return -torch.log((answer if label else 1 - answer) + 1e-12).mean()

    def keras_style(answer, label):
        clipped = answer.clamp(1e-7, 1 - 1e-7)
        return -torch.log(clipped if label else 1 - clipped).mean()

    def logits(answer, label):
        return F.softplus(-answer if label else answer).mean()

    return {"bceTf": tf_style, "bceKeras": keras_style, "bceLogits": logits}[loss]


class Game:
    def __init__(self, net, mode, arrays):
        self.iteration = net["iteration"]
        self.training = self.iteration["training"]
        self.judge = judge(self.training["loss"])
        layout = {"memory_format": torch.channels_last}
        self.plain_d = build(net["discriminator"], arrays).to(**layout)
        self.plain_g = build(net["generator"], arrays).to(**layout)
        compiled = mode == "compile"
        self.g = torch.compile(self.plain_g) if compiled else self.plain_g
        self.d = torch.compile(self.plain_d) if compiled else self.plain_d
        self.amp = lambda: torch.autocast("cpu", torch.bfloat16, enabled=mode == "bfloat16")
        self.d_weights = [p for p in self.plain_d.parameters() if p.requires_grad]
        self.g_weights = [p for p in self.plain_g.parameters() if p.requires_grad]
        self.shared = self.iteration["optimizer"]["shared"]
        rate = self.iteration["discriminator"]["learningRate"]
        self.d_optimizer = self.optimizer(self.d_weights, rate)
        g_rate = rate if self.shared else self.iteration["generator"]["learningRate"]
        self.g_optimizer = self.optimizer(self.g_weights, g_rate)
        self.latent_shape = [self.training["batchSize"], *net["generator"]["input"]]

    def optimizer(self, weights, rate):
        rule = self.iteration["optimizer"]
        if rule["kind"] == "adam":
            betas = (rule["beta1"], rule["beta2"])
            made = torch.optim.Adam(weights, rate, betas, rule["epsilon"], fused=True)
            for weight in weights:
                zeros = torch.zeros_like(weight)
                made.state[weight] = {"step": torch.tensor(0.0), "exp_avg": zeros, "exp_avg_sq": zeros.clone()}
            return made
        decay = self.training["l2"]  # half squares times the rate: its gradient is the weight decay
        made = torch.optim.RMSprop(weights, rate, rule["decay"], rule["epsilon"], weight_decay=decay)
        for weight in weights:  # TensorFlow 1's first slots
            slots = {"step": torch.tensor(0.0), "square_avg": torch.ones_like(weight)}
            made.state[weight] = slots
        return made

    def latents(self):
        noise = self.iteration["generator"]["latentNoise"]
        return torch.randn(self.latent_shape) if noise == "N01" else torch.rand(self.latent_shape)

    def real(self, images):
        factor, shift = scale(self.iteration["data"]["scaling"])
        return torch.from_numpy(images).permute(0, 3, 1, 2).float().mul_(factor).add_(shift)

    def answer(self, discriminator, x):
        with self.amp():
            return discriminator(x).float()

    def make(self, z):
        with self.amp():
            return self.g(z).float()

    def learn(self, optimizer, loss):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    def count(self, optimizer, updates):
        """A shared optimizer counts the other player's updates too."""
        if self.shared:
            for slots in optimizer.state.values():
                slots["step"] += updates

    def step(self, images, latents, step):
        z = torch.as_tensor(latents)
        if z.dim() == 4:
            z = z.permute(0, 3, 1, 2)
        order = {"torch": self.torch_step, "keras": self.keras_step, "mohr": self.mohr_step}
        return order[self.training["stepOrder"]](self.real(images), z, step)

    def update_generator(self, fakes):
        for weight in self.d_weights:
            weight.requires_grad_(False)
        loss = self.judge(self.answer(self.d, fakes), 1)
        self.learn(self.g_optimizer, loss)
        for weight in self.d_weights:
            weight.requires_grad_(True)
        return loss

    def penalty(self, x):
        """R1 and D's answers to the reals from one pass; torch.compile knows no second derivatives."""
        x.requires_grad_(True)
        answer = self.answer(self.plain_d, x)
        (slope,) = torch.autograd.grad(answer.sum(), x, create_graph=True)
        gamma, interval = self.training["r1Gamma"], self.training["r1Interval"]
        return answer, interval * gamma / 2 * slope.square().sum() / len(x)

    def torch_step(self, x, z, step):
        fakes = self.make(z)
        if with_r1(self.training, step):
            real, extra = self.penalty(x)
        else:
            real, extra = self.answer(self.d, x), None
        loss = self.judge(real, 1) + self.judge(self.answer(self.d, fakes.detach()), 0)
        self.learn(self.d_optimizer, loss if extra is None else loss + extra)
        g_loss = self.update_generator(fakes)
        return [loss.item(), g_loss.item()]

    def keras_step(self, x, z, step):
        self.g.eval()
        with torch.no_grad():
            fakes = self.make(z)
        self.g.train()
        losses = []
        for pictures, label in ((x, 1), (fakes, 0)):
            loss = self.judge(self.answer(self.d, pictures), label)
            self.learn(self.d_optimizer, loss)
            losses.append(loss)
        self.count(self.g_optimizer, 2)
        g_loss = self.update_generator(self.make(z))
        self.count(self.d_optimizer, 1)
        return [(losses[0].item() + losses[1].item()) / 2, g_loss.item()]

    def mohr_step(self, x, z, step):
        """Evaluation, gate, D, G: the evaluation's passes serve D's update too."""
        fakes = self.make(z)
        answer = self.answer(self.d, fakes.detach())
        d_loss = 0.5 * (self.judge(self.answer(self.d, x), 1) + self.judge(answer, 0))
        evaluated = [d_loss.item(), self.judge(answer.detach(), 1).item()]
        gate = self.training["gate"]
        if gate == "none" or not evaluated[0] * gate["discriminator"] < evaluated[1]:
            self.learn(self.d_optimizer, d_loss)
        if gate == "none" or not evaluated[1] * gate["generator"] < evaluated[0]:
            self.update_generator(fakes)
        return evaluated


serve(Game, {"torch": torch.__version__})
