"""How PyTorch's games are scored and moved."""

import torch
from torch.nn import functional as F

from worker import scale


def judge(loss):
    """The lab's losses of an answer against a label."""

    def tf_style(answer, label):
        return -torch.log((answer if label else 1 - answer) + 1e-12).mean()

    def keras_style(answer, label):
        clipped = answer.clamp(1e-7, 1 - 1e-7)
        return -torch.log(clipped if label else 1 - clipped).mean()

    def logits(answer, label):
        return F.softplus(-answer if label else answer).mean()

    def squares(answer, label):
        return (answer - label).square().mean()

    kinds = {"bceTf": tf_style, "bceKeras": keras_style, "bceLogits": logits, "leastSquares": squares}
    return kinds[loss]


def adam(weights, rule, rate):
    """Adam as one operation, its slots made before the first step."""
    betas = (rule["beta1"], rule["beta2"])
    made = torch.optim.Adam(weights, rate, betas, rule["epsilon"], fused=True)
    for weight in weights:
        zeros = torch.zeros_like(weight)
        made.state[weight] = {"step": torch.tensor(0.0), "exp_avg": zeros, "exp_avg_sq": zeros.clone()}
    return made


def pictures(images, scaling):
    """[n, c, h, w] from bytes, a view in the channels-last layout."""
    factor, shift = scale(scaling)
    return torch.from_numpy(images).permute(0, 3, 1, 2).float().mul_(factor).add_(shift)
