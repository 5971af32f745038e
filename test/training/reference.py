"""Numbers that the lab's losses, optimizers, norms and penalties are tested against.

Made with TensorFlow 2.21 in Python: `python test/training/reference.py > test/training/reference.json`.
Inputs are written out with the results, so the test needs no Python.
"""

import json
import math

import numpy as np
import tensorflow as tf

tf.config.run_functions_eagerly(True)
v1 = tf.compat.v1


def numbers(count, scale=1.0, shift=0.0):
    """A fixed, irregular sequence."""
    return [shift + scale * math.sin(1.0 + 2.3 * i) for i in range(count)]


def tolist(x):
    return np.asarray(x, dtype=np.float64).reshape(-1).tolist()


def optimizer(make, steps=4):
    """Weights after each of some steps with changing gradients."""
    with tf.Graph().as_default(), v1.Session() as session:
        w = v1.get_variable("w", initializer=tf.constant(numbers(5), tf.float32), use_resource=True)
        g = v1.placeholder(tf.float32, [5])
        update = make().apply_gradients([(g, w)])
        session.run(v1.global_variables_initializer())
        after = []
        for step in range(steps):
            session.run(update, {g: numbers(5, 0.1 * (step + 1), 0.02)})
            after.append(tolist(session.run(w)))
    return {"start": numbers(5), "gradients": [numbers(5, 0.1 * (s + 1), 0.02) for s in range(steps)], "after": after}


def keras_adam(steps=4):
    w = tf.Variable(numbers(5), dtype=tf.float32)
    adam = tf.keras.optimizers.Adam(1e-4, beta_1=0.5, beta_2=0.999, epsilon=1e-7)
    after = []
    for step in range(steps):
        adam.apply_gradients([(tf.constant(numbers(5, 0.1 * (step + 1), 0.02)), w)])
        after.append(tolist(w))
    return {"start": numbers(5), "gradients": [numbers(5, 0.1 * (s + 1), 0.02) for s in range(steps)], "after": after}


def losses():
    logits = tf.constant(numbers(8, 3.0), tf.float32)
    p = tf.sigmoid(logits)
    extreme = tf.constant([0.0, 1.0, 0.25, 1e-9], tf.float32)
    bce = tf.keras.losses.BinaryCrossentropy()
    with_logits = tf.nn.sigmoid_cross_entropy_with_logits
    huge = tf.constant([-80.0, 0.0, 90.0], tf.float32)
    return {
        "logits": tolist(logits),
        "extreme": tolist(extreme),
        "huge": tolist(huge),
        "bceTf": {
            "real": tolist(tf.reduce_mean(-tf.math.log(p + 1e-12))),
            "fake": tolist(tf.reduce_mean(-tf.math.log(1.0 - p + 1e-12))),
            "extremeReal": tolist(tf.reduce_mean(-tf.math.log(extreme + 1e-12))),
        },
        "bceKeras": {
            "real": tolist(bce(tf.ones_like(p), p)),
            "fake": tolist(bce(tf.zeros_like(p), p)),
            "extremeReal": tolist(bce(tf.ones_like(extreme), extreme)),
        },
        "bceLogits": {
            "real": tolist(tf.reduce_mean(with_logits(labels=tf.ones_like(logits), logits=logits))),
            "fake": tolist(tf.reduce_mean(with_logits(labels=tf.zeros_like(logits), logits=logits))),
            "hugeReal": tolist(tf.reduce_mean(with_logits(labels=tf.ones_like(huge), logits=huge))),
        },
    }


def batch_norm(momentum, epsilon):
    x = tf.reshape(tf.constant(numbers(2 * 3 * 3 * 2, 2.0, 0.5), tf.float32), [2, 3, 3, 2])
    scale, bias = tf.constant([1.5, 0.5]), tf.constant([0.1, -0.2])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y, mean, variance = v1.nn.fused_batch_norm(x, scale, bias, epsilon=epsilon, is_training=True)
        total = tf.reduce_sum(y * y * y)
    return {
        "momentum": momentum,
        "epsilon": epsilon,
        "input": tolist(x),
        "scale": tolist(scale),
        "bias": tolist(bias),
        "output": tolist(y),
        "movingMean": tolist((1 - momentum) * mean),
        "movingVariance": tolist(momentum + (1 - momentum) * variance),
        "gradient": tolist(tape.gradient(total, x)),
    }


def small_critic(upsampled):
    """In float64: a small discriminator of convolutions, leaky ReLU and batch norm, and its weights."""
    k1 = tf.Variable(tf.reshape(tf.constant(numbers(4 * 4 * 1 * 2, 0.3), tf.float64), [4, 4, 1, 2]))
    k2 = tf.Variable(tf.reshape(tf.constant(numbers(4 * 4 * 2 * 4, 0.2), tf.float64), [4, 4, 2, 4]))
    last = 8 if upsampled else 4
    k3 = tf.Variable(tf.reshape(tf.constant(numbers(last * last * 4 * 1, 0.2), tf.float64), [last, last, 4, 1]))
    scale, bias = tf.constant([1.0, 0.9, 1.1, 1.2], tf.float64), tf.constant([0.1, 0.0, -0.1, 0.2], tf.float64)

    def logits(x):
        h = tf.nn.leaky_relu(tf.nn.conv2d(x, k1, 2, "SAME"), 0.2)
        if upsampled:
            h = tf.repeat(tf.repeat(h, 2, axis=1), 2, axis=2)
        h = tf.nn.conv2d(h, k2, 2, "SAME")
        # not tf.nn.moments: its stop_gradient on the mean makes second derivatives wrong
        mean = tf.reduce_mean(h, [0, 1, 2])
        variance = tf.reduce_mean(tf.square(h - mean), [0, 1, 2])
        h = tf.nn.leaky_relu(tf.nn.batch_normalization(h, mean, variance, bias, scale, 1e-5), 0.2)
        return tf.nn.conv2d(h, k3, 1, "VALID")

    return logits, [k1, k2, k3], {"scale": tolist(scale), "bias": tolist(bias)}


def penalty_case(x, upsampled, penalty_of):
    """A penalty on the slope of the sum of the logits at x, and its gradient for the kernels."""
    logits, kernels, norm = small_critic(upsampled)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(x)
            total = tf.reduce_sum(logits(x))
        penalty = penalty_of(inner.gradient(total, x))
    gradients = outer.gradient(penalty, kernels)
    return {
        "kernels": [tolist(k) for k in kernels],
        **norm,
        "penalty": tolist(penalty)[0],
        "gradients": [tolist(g) for g in gradients],
    }


def pictures(scale, shift=0.0):
    return tf.reshape(tf.constant(numbers(3 * 16 * 16, scale, shift), tf.float64), [3, 16, 16, 1])


def r1():
    x = pictures(0.8)
    case = penalty_case(x, False, lambda slope: 0.5 * tf.reduce_mean(tf.reduce_sum(slope * slope, [1, 2, 3])))
    return {"input": tolist(x), **case}


def wgan_gp():
    """Gulrajani 2017, eq. 3, weight 10, on given mixtures of reals and fakes, with an enlargement inside."""
    real, fake = pictures(0.8), tf.reverse(pictures(0.5, 0.2), [1])
    share = tf.constant([0.25, 0.5, 0.9], tf.float64)
    mixture = share[:, None, None, None] * real + (1 - share[:, None, None, None]) * fake

    def penalty(slope):
        lengths = tf.sqrt(tf.reduce_sum(slope * slope, [1, 2, 3]) + 1e-12)
        return 10 * tf.reduce_mean(tf.square(lengths - 1))

    case = penalty_case(mixture, True, penalty)
    return {"real": tolist(real), "fake": tolist(fake), "share": tolist(share), **case}


def transposed():
    x = tf.reshape(tf.constant(numbers(2 * 3 * 3 * 2), tf.float32), [2, 3, 3, 2])
    k = tf.reshape(tf.constant(numbers(4 * 4 * 3 * 2, 0.5), tf.float32), [4, 4, 3, 2])
    return {
        "input": tolist(x),
        "kernel": tolist(k),
        "same": tolist(tf.nn.conv2d_transpose(x, k, [2, 6, 6, 3], 2, "SAME")),
        "valid": tolist(tf.nn.conv2d_transpose(x, k, [2, 6, 6, 3], 1, "VALID")),
    }


def resize():
    x = tf.reshape(tf.constant(numbers(4 * 4), tf.float32), [1, 4, 4, 1])
    return {"input": tolist(x), "output": tolist(v1.image.resize_bilinear(x, [7, 7], align_corners=False))}


print(json.dumps({
    "rmsProp": optimizer(lambda: v1.train.RMSPropOptimizer(1e-2, decay=0.9, momentum=0.0, epsilon=1e-10)),
    "adam": optimizer(lambda: v1.train.AdamOptimizer(2e-4, beta1=0.5, beta2=0.999, epsilon=1e-8)),
    "kerasAdam": keras_adam(),
    "losses": losses(),
    "batchNorm": batch_norm(0.9, 1e-3),
    "r1": r1(),
    "wganGp": wgan_gp(),
    "convTranspose": transposed(),
    "resizeBilinear": resize(),
}, indent=1))
