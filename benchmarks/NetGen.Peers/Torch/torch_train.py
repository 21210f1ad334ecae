"""PyTorch's side of a comparison: training steps, asked for line by line on standard input.

    version                                      -> {"torch": …, "threads": …, "blas": …}
    run MODEL BATCH OPT REPS                     -> nanoseconds per step
    losses MODEL BATCH OPT FILE STEPS RATE       -> the loss before each step, starting from the weights, input and labels in FILE

MODEL is a chain of the names below, OPT is sgd or adam. A failure is answered with "error: …". A step is written the way that costs
PyTorch least: a traced forward pass, gradients without accumulation into .grad, one fused update over all parameters.
"""

import ctypes
import json
import shlex
import struct
import sys
import time
from collections import OrderedDict

import numpy
import torch
from torch import nn

RATE = 1e-4
WARM_UP = 50
REWARM = 3


def mlp(*widths):
    layers = []
    for i in range(1, len(widths)):
        layers.append((f"dense{i}", nn.Linear(widths[i - 1], widths[i])))
        if i < len(widths) - 1:
            layers.append((f"relu{i}", nn.ReLU()))
    return nn.Sequential(OrderedDict(layers)), (widths[0],), widths[-1]


def lenet5(activation, pool):
    return nn.Sequential(OrderedDict([
        ("conv2d1", nn.Conv2d(1, 6, 5, padding=2)), ("a1", activation()), ("p1", pool(2)),
        ("conv2d2", nn.Conv2d(6, 16, 5)), ("a2", activation()), ("p2", pool(2)),
        ("flatten", nn.Flatten()),
        ("dense1", nn.Linear(400, 120)), ("a3", activation()),
        ("dense2", nn.Linear(120, 84)), ("a4", activation()),
        ("dense3", nn.Linear(84, 10)),
    ])), (1, 28, 28), 10


def build(name):
    if name.startswith("mlp-"):
        return mlp(*map(int, name.split("-")[1:]))
    if name == "lenet5":
        return lenet5(nn.Tanh, nn.AvgPool2d)
    if name == "lenet5-relu":
        return lenet5(nn.ReLU, nn.MaxPool2d)
    raise ValueError(f"unknown model '{name}'")


class Step:
    """One model with its batch and optimiser; calling it does a step and returns the loss before it."""

    def __init__(self, model, batch, optimizer, rate=RATE, tensors=None):
        torch.manual_seed(1)
        network, shape, classes = build(model)
        if tensors is None:
            self.x = torch.rand(batch, *shape) * 2 - 1
            self.labels = torch.randint(0, classes, (batch,))
        else:
            self.x = tensors.pop("input").reshape(batch, *shape)
            self.labels = tensors.pop("labels").long()
            network.load_state_dict(tensors)
        self.rate = rate
        self.parameters = list(network.parameters())
        self.forward = torch.jit.trace(network, self.x)
        if optimizer not in ("sgd", "adam"):
            raise ValueError(f"unknown optimiser '{optimizer}'")
        self.adam = torch.optim.Adam(self.parameters, lr=rate, foreach=True) if optimizer == "adam" else None

    def __call__(self):
        loss = nn.functional.cross_entropy(self.forward(self.x), self.labels)
        gradients = torch.autograd.grad(loss, self.parameters)
        if self.adam is None:
            with torch.no_grad():
                torch._foreach_add_(self.parameters, gradients, alpha=-self.rate)
        else:
            for parameter, gradient in zip(self.parameters, gradients):
                parameter.grad = gradient
            self.adam.step()
        return loss


def read_safetensors(path):
    with open(path, "rb") as file:
        data = file.read()
    length = struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8:8 + length]).items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        values = numpy.frombuffer(data[8 + length + start:8 + length + end], dtype="<f4")
        tensors[name] = torch.from_numpy(values.copy()).reshape(entry["shape"])
    return tensors


def blas_library():
    """The file that matrix products come from, with the processor family whose kernels it has chosen where it tells."""
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if "/" in line}
    for known in ("openblas", "mkl_core", "mkl_rt", "blis"):
        for path in sorted(paths):
            name = path.rsplit("/", 1)[-1]
            if known in name:
                return f"{name}{core_name(path)}"
    return "reference"


def core_name(path):
    try:
        function = ctypes.CDLL(path).openblas_get_corename
    except (OSError, AttributeError):
        return ""
    function.restype = ctypes.c_char_p
    return f" ({function().decode()})"


def answer(words, steps):
    command, arguments = words[0], words[1:]
    if command == "version":
        # The library is loaded with the first product, where it is not preloaded.
        torch.rand(8, 8) @ torch.rand(8, 8)
        return json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads(), "blas": blas_library()})
    if command == "run":
        model, batch, optimizer, repetitions = arguments[0], int(arguments[1]), arguments[2], int(arguments[3])
        key = (model, batch, optimizer)
        if key not in steps:
            steps[key] = Step(*key)
            for _ in range(WARM_UP):
                steps[key]()
        step = steps[key]
        # The process has slept while the other side ran; these steps bring its data back into the caches.
        for _ in range(REWARM):
            step()
        start = time.perf_counter_ns()
        for _ in range(repetitions):
            step()
        return str((time.perf_counter_ns() - start) / repetitions)
    if command == "losses":
        model, batch, optimizer, path, count, rate = arguments
        step = Step(model, int(batch), optimizer, float(rate), read_safetensors(path))
        return " ".join(repr(step().item()) for _ in range(int(count)))
    raise ValueError(f"unknown command '{command}'")


def main():
    torch.set_num_threads(1)
    steps = {}
    for line in sys.stdin:
        words = shlex.split(line)
        if not words:
            continue
        try:
            reply = answer(words, steps)
        except Exception as error:  # a reply is owed whatever happened
            reply = "error: " + " ".join(f"{type(error).__name__} {error}".split())
        print(reply, flush=True)


if __name__ == "__main__":
    main()
