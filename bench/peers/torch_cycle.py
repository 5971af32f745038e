"""CycleGAN in PyTorch, as its reference (pytorch-CycleGAN-and-pix2pix) orders a step."""

import itertools
import random

import numpy as np
import torch
from torch.nn import functional as F

from torch_layers import build
from torch_rules import adam, judge, pictures


class Pool:
    """Earlier fakes, shown again in place of fresh ones as lots say."""

    def __init__(self, name, arrays):
        self.name = name
        self.fakes = list(torch.tensor(arrays[f"replay/{name}"]).permute(0, 3, 1, 2).split(1))

    def lots(self):
        swap = random.random() < 0.5
        row = np.eye(len(self.fakes))[[random.randrange(len(self.fakes))]]
        return {f"{self.name}Place": row, f"{self.name}Show": [swap], f"{self.name}Keep": [swap]}

    def shown(self, fakes, lots):
        chosen = []
        for at, fake in enumerate(fakes.detach().split(1)):
            place = int(np.argmax(lots[f"{self.name}Place"][at]))
            old = self.fakes[place]
            if lots[f"{self.name}Keep"][at]:
                self.fakes[place] = fake.clone()
            chosen.append(old if lots[f"{self.name}Show"][at] else fake)
        return torch.cat(chosen)


class CycleGame:
    """Two generators, two discriminators, and a pool of fakes for each of these."""

    names = ("generator", "backGenerator", "discriminator", "backDiscriminator")

    def __init__(self, net, mode, arrays):
        iteration = net["iteration"]
        self.scaling, self.weights = iteration["data"]["scaling"], iteration["translation"]
        self.judge = judge(iteration["training"]["loss"])
        plain = [build(net[name], arrays).to(memory_format=torch.channels_last) for name in self.names]
        run = torch.compile if mode == "compile" else lambda network: network
        self.g, self.back_g, self.d, self.back_d = map(run, plain)
        self.amp = lambda: torch.autocast("cpu", torch.bfloat16, enabled=mode == "bfloat16")
        both = lambda first, second: list(itertools.chain(first.parameters(), second.parameters()))
        self.judges = both(*plain[2:])
        rule, rate = iteration["optimizer"], lambda player: iteration[player]["learningRate"]
        self.g_optimizer = adam(both(*plain[:2]), rule, rate("generator"))
        self.d_optimizer = adam(self.judges, rule, rate("discriminator"))
        self.pools = [Pool(name, arrays) for name in self.names[:2]]

    def lots(self):
        return {name: lot for pool in self.pools for name, lot in pool.lots().items()}

    def answer(self, network, x):
        with self.amp():
            return network(x).float()

    def step(self, images, partners, lots, _step):
        x, y = pictures(images, self.scaling), pictures(partners, self.scaling)
        made, made_back, losses = self.update_generators(x, y)
        there, homeward = (pool.shown(fakes, lots) for pool, fakes in zip(self.pools, (made, made_back)))
        d_loss = self.update_discriminators((self.d, y, there), (self.back_d, x, homeward))
        return [loss.item() for loss in (d_loss, *losses)]

    def update_generators(self, x, y):
        for weight in self.judges:
            weight.requires_grad_(False)
        made, made_back = self.answer(self.g, x), self.answer(self.back_g, y)
        adversarial = self.judge(self.answer(self.d, made), 1) + self.judge(self.answer(self.back_d, made_back), 1)
        cycle = F.l1_loss(self.answer(self.back_g, made), x)
        back_cycle = F.l1_loss(self.answer(self.g, made_back), y)
        same = F.l1_loss(self.answer(self.g, y), y) + F.l1_loss(self.answer(self.back_g, x), x)
        kept = self.weights["cycleWeight"] * (cycle + back_cycle) + self.weights["identityWeight"] * same
        self.learn(self.g_optimizer, adversarial + kept)
        for weight in self.judges:
            weight.requires_grad_(True)
        return made, made_back, (adversarial, cycle, back_cycle, same)

    def update_discriminators(self, *sides):
        loss = 0
        for network, real, fake in sides:
            loss = loss + (self.judge(self.answer(network, real), 1) + self.judge(self.answer(network, fake), 0)) / 2
        self.learn(self.d_optimizer, loss)
        return loss

    @staticmethod
    def learn(optimizer, loss):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
