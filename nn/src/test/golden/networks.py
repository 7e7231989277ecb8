"""The networks of the golden tests in PyTorch, so built that their parameters have our names.

Images are [N, C, H, W] here and [N, H, W, C] in Lockstep; what is flattened is flattened channels last,
as there.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F


class ChannelsLast(nn.Module):
    """Flattens images in the order in which Lockstep has them."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def mlp():
    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 10))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 32, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 5), nn.ReLU(), nn.MaxPool2d(2),
        ChannelsLast(), nn.Linear(1024, 512), nn.ReLU(), nn.Linear(512, 10))


class Residual(nn.Module):
    def __init__(self, before, out, stride):
        super().__init__()
        self.main = nn.Sequential(
            convolution(before, out, stride), nn.Conv2d(out, out, 3, 1, 1, bias=False), nn.BatchNorm2d(out))
        self.shortcut = nn.Identity()
        if stride > 1 or before != out:
            self.shortcut = nn.Sequential(nn.Conv2d(before, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        return F.relu(self.main(x) + self.shortcut(x))


def convolution(before, out, stride):
    return nn.Sequential(nn.Conv2d(before, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU())


def stage(before, out, stride):
    return nn.Sequential(Residual(before, out, stride), Residual(out, out, 1), Residual(out, out, 1))


class Pool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


def resnet20():
    return nn.Sequential(
        convolution(3, 16, 1), stage(16, 16, 1), stage(16, 32, 2), stage(32, 64, 2), Pool(), nn.Linear(64, 10))


class Last(nn.Module):
    """A recurrent layer's last step."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0][:, -1]


def lstm():
    """Lockstep's LSTM has one bias: the second of PyTorch's stays 0, so that only one of them learns."""
    layer = nn.LSTM(64, 256, batch_first=True)
    nn.init.zeros_(layer.bias_hh_l0)
    layer.bias_hh_l0.requires_grad_(False)
    return nn.Sequential(Last(layer), nn.Linear(256, 10))


def gru():
    return nn.Sequential(Last(nn.GRU(64, 256, batch_first=True)), nn.Linear(256, 10))


class Norm(nn.Module):
    """Layer norm without a bias, which PyTorch's own layer has in 1.13."""

    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return F.layer_norm(x, self.weight.shape, self.weight)


class CausalAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.output = nn.Linear(width, width, bias=False)

    def forward(self, x):
        q, k, v = self.qkv(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        scores = q @ k.mT / math.sqrt(q.size(-1))
        later = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
        y = scores.masked_fill(later, -math.inf).softmax(-1) @ v
        return self.output(y.transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.up = nn.Linear(width, 4 * width, bias=False)
        self.down = nn.Linear(4 * width, width, bias=False)

    def forward(self, x):
        return self.down(F.gelu(self.up(x)))


class CausalBlock(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.attention_norm = Norm(width)
        self.attention = CausalAttention(width, heads)
        self.feed_forward_norm = Norm(width)
        self.feed_forward = FeedForward(width)

    def forward(self, x):
        x = x + self.attention(self.attention_norm(x))
        return x + self.feed_forward(self.feed_forward_norm(x))


class Positions(nn.Module):
    def __init__(self, rows, width):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(rows, width))

    def forward(self, x):
        return x + self.weight[: x.size(1)]


class CharGpt(nn.Sequential):
    """The embedding's table is the output's as well."""

    def __init__(self):
        blocks = [CausalBlock(128, 4) for _ in range(4)]
        super().__init__(nn.Embedding(65, 128), Positions(64, 128), *blocks, Norm(128))

    def forward(self, x):
        return F.linear(super().forward(x), self[0].weight)


class Mean(nn.Module):
    def forward(self, x):
        return x.mean(1)


def encoder():
    """Of PyTorch's own encoder layers."""
    blocks = [
        nn.TransformerEncoderLayer(64, 4, 256, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
        for _ in range(2)]
    return nn.Sequential(
        nn.Embedding(65, 64), Positions(16, 64), *blocks, nn.LayerNorm(64), Mean(), nn.Linear(64, 10))


# PyTorch's names for what has another one with us.
OURS = {
    "layer.weight_ih_l0": "0.input_weight",
    "layer.weight_hh_l0": "0.recurrent_weight",
    "layer.bias_ih_l0": "0.bias",
    "layer.bias_hh_l0": "0.recurrent_bias",
    "self_attn.in_proj_": "attention.qkv.",
    "self_attn.out_proj": "attention.output",
    "linear1": "feed_forward.up",
    "linear2": "feed_forward.down",
    "norm1": "attention_norm",
    "norm2": "feed_forward_norm",
}


def name(theirs):
    for pattern, ours in OURS.items():
        theirs = theirs.replace(pattern, ours)
    return theirs


def is_table(module, theirs):
    """Whether rows are looked up: such a matrix lies as ours does."""
    return isinstance(module.get_submodule(theirs.rpartition(".")[0]), (nn.Embedding, Positions))
