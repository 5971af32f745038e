"""What both peers share: the talk with the bench over pipes, the file of weights and inputs, memory."""

import gc
import json
import os
import sys
import time

import numpy as np
from safetensors.numpy import load_file


def memory_mib(field):
    """A figure of this process's memory in MiB: VmRSS is now, VmHWM the peak."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
    return 0


def weight_names(network):
    """Prefixes of the stored arrays, layer by layer: generator/03-batchNorm."""
    return [f"{network['name']}/{index:02d}-{layer['kind']}" for index, layer in enumerate(network["layers"])]


def bilinear_matrix(size, larger):
    """TensorFlow 1's bilinear enlargement of one axis (corners not aligned, no half-pixel shift)."""
    matrix = np.zeros((larger, size), np.float32)
    for row in range(larger):
        at = row * size / larger
        low = int(at)
        high = min(low + 1, size - 1)
        matrix[row, low] += 1 - (at - low)
        matrix[row, high] += at - low
    return matrix


def scale(scaling):
    """(factor, shift) from a byte to what the discriminator sees."""
    return {"raw255": (1.0, 0.0), "unit01": (1 / 255, 0.0), "sym11": (1 / 127.5, -1.0)}[scaling]


def with_r1(training, step):
    return training["r1Gamma"] > 0 and step % training["r1Interval"] == 0


class Inputs:
    """Batches of bytes and lots for the steps that are compared; the first batch is timed."""

    def __init__(self, arrays):
        sides = [side for side in ("images", "partners") if f"{side}/0" in arrays]
        self.batches = [[arrays[f"{side}/{step}"].astype(np.uint8) for side in sides] for step in range(3)]
        self.lots = [self.lots_of(arrays, f"lots/{step}/") for step in range(3)]

    @staticmethod
    def lots_of(arrays, prefix):
        """Latents alone as they are, else by name."""
        lots = {name[len(prefix) :]: value for name, value in arrays.items() if name.startswith(prefix)}
        return lots.get("latents", lots)


def serve(make_game, versions):
    """Answers the bench's commands, one line of JSON each, on file descriptor 3."""
    answers = os.fdopen(3, "w")
    game, inputs, count = None, None, 0

    def answer(**values):
        answers.write(json.dumps(values) + "\n")
        answers.flush()

    answer(idleMiB=memory_mib("VmRSS"), versions=versions)
    for line in sys.stdin:
        command = json.loads(line)
        if command["do"] == "open":
            arrays = load_file(command["file"])
            inputs = Inputs(arrays)
            game = make_game(command["net"], command["mode"], arrays)
            del arrays
            gc.collect()
            answer(done=True)
        elif command["do"] == "check":
            losses, times = [], []
            for step in range(3):
                start = time.perf_counter()
                losses.append(game.step(*inputs.batches[step], inputs.lots[step], count))
                times.append(1000 * (time.perf_counter() - start))
                count += 1
            answer(losses=losses, ms=times)
        elif command["do"] == "time":
            times = []
            for _ in range(command["steps"]):
                start = time.perf_counter()
                game.step(*inputs.batches[0], game.lots(), count)
                times.append(1000 * (time.perf_counter() - start))
                count += 1
            answer(ms=times)
        else:
            answer(peakMiB=memory_mib("VmHWM"))
            return
