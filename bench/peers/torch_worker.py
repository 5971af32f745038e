"""PyTorch's side of the bench: eager with channels-last arrays, torch.compile, bfloat16 autocast."""

import torch

from torch_cycle import CycleGame
from torch_layers import build
from torch_rules import adam, judge, pictures
from worker import serve, with_r1

torch.set_flush_denormal(True)  # as TensorFlow does: dying gradients must not slow one side


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
            return adam(weights, rule, rate)
        decay = self.training["l2"]  # half squares times the rate: its gradient is the weight decay
        made = torch.optim.RMSprop(weights, rate, rule["decay"], rule["epsilon"], weight_decay=decay)
        for weight in weights:  # TensorFlow 1's first slots
            slots = {"step": torch.tensor(0.0), "square_avg": torch.ones_like(weight)}
            made.state[weight] = slots
        return made

    def lots(self):
        noise = self.iteration["generator"]["latentNoise"]
        return torch.randn(self.latent_shape) if noise == "N01" else torch.rand(self.latent_shape)

    def real(self, images):
        return pictures(images, self.iteration["data"]["scaling"])

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


def game_of(net, mode, arrays):
    """The game of two networks, or of four."""
    cycle = net["iteration"]["translation"]["kind"] == "cycle"
    return (CycleGame if cycle else Game)(net, mode, arrays)


serve(game_of, {"torch": torch.__version__})
