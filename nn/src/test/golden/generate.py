"""Writes the fixtures of the golden tests: what PyTorch makes of networks, data and weights that both
frameworks know by a formula. See README.md.

    python3 generate.py [network ...]            writes fixtures and prints the table of README.md
    python3 generate.py --ulp 5 [network ...]    writes nothing: shows what moving each weight by 1 ulp up or
                                                 down at random does to the losses, five times
"""
import hashlib
import json
import pathlib
import struct
import sys
import zlib

import numpy as np
import torch
from torch.nn import functional as F

import networks

STEPS = 100
INPUTS = 4
TARGETS = 8
SAMPLES = 16
FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "golden"

# name: (network, shape of a batch as Lockstep has it, classes, learning rates of OPTIMIZERS)
CASES = {
    "mlp": (networks.mlp, (8, 784), 10, (0.01, 5e-4, 5e-4)),
    "lenet": (networks.lenet, (8, 28, 28, 1), 10, (0.01, 5e-4, 0.001)),
    "resnet20": (networks.resnet20, (8, 32, 32, 3), 10, (1e-4, 2e-5, 2e-5)),
    "lstm": (networks.lstm, (8, 20, 64), 10, (0.01, 0.001, 0.001)),
    "gru": (networks.gru, (8, 20, 64), 10, (0.01, 0.001, 0.001)),
    "chargpt": (networks.CharGpt, (2, 16), 65, (0.01, 0.001, 0.001)),
    "encoder": (networks.encoder, (8, 16), 10, (0.01, 0.001, 0.001)),
}
VOCABULARY = 65
OPTIMIZERS = {
    "momentum": lambda p, rate: torch.optim.SGD(p, rate, momentum=0.9),
    "adam": lambda p, rate: torch.optim.Adam(p, rate),
    "adamw": lambda p, rate: torch.optim.AdamW(p, rate, weight_decay=0.1),
}


# The formula, the same as in GoldenFormula.java.

def bits(name, count):
    """24 random bits for each index."""
    h = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9) + np.uint32(zlib.crc32(name.encode()))
    h = (h ^ h >> 16) * np.uint32(0x85EBCA6B)
    h = (h ^ h >> 13) * np.uint32(0xC2B2AE35)
    return (h ^ h >> 16) >> 8


def uniform(name, shape, center, width):
    """float32 numbers within center ± width."""
    unit = bits(name, int(np.prod(shape))).astype(np.float64) / 2**23 - 1
    return (center + width * unit).astype(np.float32).reshape(shape)


def weights(name, shape):
    if len(shape) > 1:
        return uniform(name, shape, 0, np.sqrt(3 / np.prod(shape[:-1])))
    return uniform(name, shape, 1 if name.endswith("weight") else 0, 0.125)


def batch(case, step):
    """Inputs as Lockstep has them, and targets: each input comes with two targets in turn, so that the loss
    stays clear of 0, where it is the difference of two numbers that are nearly equal."""
    _, shape, classes, _ = CASES[case]
    tokens = len(shape) == 2 and case != "mlp"
    name = f"input{step % INPUTS}"
    x = (bits(name, int(np.prod(shape))) % VOCABULARY).astype(np.int64).reshape(shape) if tokens \
        else uniform(name, shape, 0, 1)
    target = shape if case == "chargpt" else shape[:1]
    return x, (bits(f"target{step % TARGETS}", int(np.prod(target))) % classes).astype(np.int64).reshape(target)


# Layouts: ours to PyTorch's and back.

def theirs(array, table):
    if array.ndim == 4:
        return array.transpose(3, 2, 0, 1)
    return array.T if array.ndim == 2 and not table else array


def ours(tensor, table):
    array = tensor.detach().numpy()
    if array.ndim == 4:
        return array.transpose(2, 3, 1, 0)
    return array.T if array.ndim == 2 and not table else array


def ours_shape(tensor, table):
    return ours(torch.empty(tensor.shape), table).shape


class Run:
    """A network with the weights of the formula, each moved to the next float where `moved` says how."""

    def __init__(self, case, dtype, moved=0):
        self.case, self.dtype = case, dtype
        torch.manual_seed(0)
        self.network = CASES[case][0]()
        self.parameters = {}
        for name, p in self.network.named_parameters():
            if p.requires_grad:
                table = networks.is_table(self.network, name)
                values = weights(networks.name(name), ours_shape(p, table))
                if moved:
                    up = bits(f"{name} {moved}", values.size).reshape(values.shape) % 2 == 1
                    values = np.nextafter(values, np.where(up, np.inf, -np.inf).astype(np.float32))
                p.data = torch.from_numpy(theirs(values, table).copy())
                self.parameters[networks.name(name)] = (p, table)
        self.network.to(dtype)

    def batch(self, step):
        x, target = batch(self.case, step)
        x = torch.from_numpy(x)
        if x.is_floating_point():
            x = x.to(self.dtype)
        return (x.permute(0, 3, 1, 2).contiguous() if x.ndim == 4 else x), torch.from_numpy(target)

    def loss(self, step):
        x, target = self.batch(step)
        logits = self.network(x)
        return logits, F.cross_entropy(logits.flatten(0, -2), target.flatten())

    def first(self):
        """Logits, and gradients by name."""
        logits, loss = self.loss(0)
        loss.backward()
        gradients = {n: ours(p.grad, table).astype(np.float64) for n, (p, table) in self.parameters.items()}
        return logits.detach().numpy().astype(np.float64), gradients

    def states(self):
        """Running statistics by name."""
        return {n: b.numpy().astype(np.float64) for n, b in self.network.named_buffers() if "running" in n}

    def curve(self, optimizer):
        rate = CASES[self.case][3][list(OPTIMIZERS).index(optimizer)]
        update = OPTIMIZERS[optimizer]([p for p, _ in self.parameters.values()], rate)
        losses = []
        for step in range(STEPS):
            update.zero_grad()
            _, loss = self.loss(step)
            loss.backward()
            update.step()
            losses.append(loss.item())
        return np.array(losses)


def indices(name, gradient):
    """The places of the largest half of the samples, and random ones that are not 0."""
    flat = np.abs(gradient.ravel())
    largest = np.argsort(-flat, kind="stable")[: SAMPLES // 2]
    some = np.flatnonzero(flat)
    random = some[bits(name + " sample", SAMPLES - len(largest)) % len(some)]
    return np.resize(np.concatenate([largest, random]), SAMPLES)


def off(a, b):
    return np.abs(a - b).max()


class Sums:
    """What float32 loses in the sums that are the gradients of batch norms. PyTorch adds them in double on a
    CPU, so that its own error says nothing of it: ε·√K·‖terms‖·‖ones‖, as for any product over K."""

    def __init__(self, network):
        self.outputs = {}
        for name, module in network.named_modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.register_forward_hook(lambda m, _, y, name=name: self.keep(name, m, y))

    def keep(self, name, module, y):
        y.retain_grad()
        self.outputs[name] = (module, y)

    def error(self, parameter):
        """The largest error of an element, and the norm of all."""
        name, _, kind = parameter.rpartition(".")
        if name not in self.outputs:
            return [0, 0]
        module, y = self.outputs[name]
        shape = (1, -1, 1, 1)
        normal = (y - module.bias.view(shape)) / module.weight.view(shape)
        terms = y.grad * normal if kind == "weight" else y.grad
        count = terms.numel() // terms.size(1)
        errors = 2.0**-24 * count * terms.detach().pow(2).sum((0, 2, 3)).sqrt()
        return [errors.max().item(), errors.norm().item()]


def norm_off(a, b):
    return np.linalg.norm(a - b)


def fixture(case):
    single, double = Run(case, torch.float32), Run(case, torch.float64)
    sums = Sums(double.network)
    logits, gradients = double.first()
    logits32, gradients32 = single.first()
    names = list(gradients)
    at = {n: indices(n, gradients[n]) for n in names}
    states, states32 = double.states(), single.states()
    tensors = {
        "logits": logits,
        "logits.deviation": np.array([off(logits, logits32)]),
        "gradient.samples": np.array([gradients[n].ravel()[at[n]] for n in names]),
        "gradient.norms": np.array([np.linalg.norm(gradients[n]) for n in names]),
        "gradient.deviations": np.array([
            np.maximum([off(gradients[n], gradients32[n]), norm_off(gradients[n], gradients32[n])], sums.error(n))
            for n in names]),
        "state.norms": np.array([np.linalg.norm(s) for s in states.values()]),
        "state.deviations": np.array([norm_off(s, states32[n]) for n, s in states.items()]),
    }
    for optimizer in OPTIMIZERS:
        tensors[optimizer + ".losses.double"] = Run(case, torch.float64).curve(optimizer)
    tensors["gradient.indices"] = np.array([at[n] for n in names], dtype=np.int32)
    for optimizer in OPTIMIZERS:
        tensors[optimizer + ".losses"] = Run(case, torch.float32).curve(optimizer).astype(np.float32)
    metadata = {
        "network": case,
        "parameters": " ".join(names),
        "states": " ".join(states),
        "batch": " ".join(map(str, CASES[case][1])),
        "rates": " ".join(map(str, CASES[case][3])),
        "pytorch": torch.__version__,
        "numpy": np.__version__,
        "seed": "none: numbers come from the formula in README.md",
        "command": f"python3 generate.py {case}",
    }
    return tensors, metadata


def write(path, tensors, metadata):
    """safetensors: the length of a JSON header, the header, the numbers."""
    kinds = {"float64": "F64", "float32": "F32", "int32": "I32"}
    header, data = {"__metadata__": metadata}, b""
    for name, array in tensors.items():
        raw = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()
        header[name] = {
            "dtype": kinds[array.dtype.name],
            "shape": list(array.shape),
            "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def relative(a, b):
    return np.abs(np.asarray(a, np.float64) - b) / np.abs(b)


def show_moved(case, moves):
    for optimizer in OPTIMIZERS:
        plain = Run(case, torch.float32).curve(optimizer)
        off = np.array([relative(Run(case, torch.float32, k + 1).curve(optimizer), plain) for k in range(moves)])
        print(f"| {case} | {optimizer} | {plain[0]:.3f} … {plain[-1]:.3f} | {off[:, -1].max():.0e} | {off.max():.0e} |",
              flush=True)


def main(arguments):
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    moves = 0
    if arguments[:1] == ["--ulp"]:
        moves, arguments = int(arguments[1]), arguments[2:]
    for case in arguments or CASES:
        if moves:
            show_moved(case, moves)
        else:
            path = FOLDER / f"{case}.safetensors"
            write(path, *fixture(case))
            sum = hashlib.sha256(path.read_bytes()).hexdigest()
            print(f"| {path.name} | {sum} | {path.stat().st_size} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
