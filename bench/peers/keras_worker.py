"""Keras 3's side of the bench, on TensorFlow: the step as tf.function ("graph") or compiled by XLA."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow as tf
from keras import layers as L

from worker import bilinear_matrix, scale, serve, weight_names, with_r1


class Norm(L.BatchNormalization):
    """Keras's batch norm, but the moving variance takes the unbiased batch variance, as Torch's does."""

    def __init__(self, second_derivatives, **options):
        super().__init__(**options)
        self.second_derivatives = second_derivatives

    def call(self, inputs, training=None, mask=None):
        if not training:
            return super().call(inputs, training=False)
        mean, variance = self.statistics(inputs)
        count = tf.size(inputs) // inputs.shape[-1]
        unbiased = variance * tf.cast(count / tf.maximum(count - 1, 1), tf.float32)
        for moving, batch in ((self.moving_mean, mean), (self.moving_variance, unbiased)):
            moving.assign(moving * self.momentum + batch * (1 - self.momentum))
        return tf.nn.batch_normalization(inputs, mean, variance, self.beta, self.gamma, self.epsilon)

    def statistics(self, inputs):
        if not self.second_derivatives:
            return self._moments(inputs, None)
        # tf.nn.moments stops the gradient at the mean, which makes second derivatives wrong
        axes = list(range(len(inputs.shape) - 1))
        mean = tf.reduce_mean(inputs, axes)
        return mean, tf.reduce_mean(tf.square(inputs - mean), axes)


class Enlarge(L.Layer):
    def __init__(self, size, larger):
        super().__init__()
        self.matrix = tf.constant(bilinear_matrix(size, larger))

    def call(self, x):
        return tf.einsum("ah,nhwc,bw->nabc", self.matrix, x, self.matrix)


def made(layer, size, second_derivatives):
    """One Keras layer, or none for a dropout layer that never drops."""
    kind = layer["kind"]
    if kind in ("conv", "convTranspose"):
        maker = L.Conv2D if kind == "conv" else L.Conv2DTranspose
        options = {"padding": layer["padding"], "use_bias": layer["bias"]}
        return maker(layer["filters"], layer["kernelSize"], layer["strides"], **options)
    if kind == "batchNorm":
        options = {"momentum": layer["momentum"], "epsilon": layer["epsilon"], "scale": layer["scale"]}
        return Norm(second_derivatives, **options)
    if kind == "dropout" and not layer["live"]:
        return None
    makers = {
        "dense": lambda: L.Dense(layer["units"], use_bias=layer["bias"]),
        "leakyRelu": lambda: L.LeakyReLU(negative_slope=layer["slope"]),
        "relu": L.ReLU,
        "tanh": lambda: L.Activation("tanh"),
        "sigmoid": lambda: L.Activation("sigmoid"),
        "flatten": L.Flatten,
        "reshape": lambda: L.Reshape(layer["shape"]),
        "resizeBilinear": lambda: Enlarge(size, layer["size"]),
    }
    if kind not in makers:
        raise ValueError(f"layer: expected a kind that the bench's nets have, got {kind}")
    return makers[kind]()


def build(network, batch, arrays, second_derivatives):
    """The lab's list of layers as a Keras model with the lab's weights."""
    model = keras.Sequential([keras.Input(network["input"], batch_size=batch)])
    size = network["input"][0]
    for prefix, layer in zip(weight_names(network), network["layers"]):
        keras_layer = made(layer, size, second_derivatives)
        if keras_layer is None:
            continue
        model.add(keras_layer)
        size = model.output_shape[1]
        names = ["kernel", "scale", "bias", "movingMean", "movingVariance"]
        keras_layer.set_weights([arrays[f"{prefix}/{n}"] for n in names if f"{prefix}/{n}" in arrays])
    return model


def judge(loss):
    """The lab's losses of an answer against a label."""

    def tf_style(answer, label):
        return -tf.reduce_mean(tf.math.log((answer if label else 1 - answer) + 1e-12))

    def keras_style(answer, label):
        clipped = tf.clip_by_value(answer, 1e-7, 1 - 1e-7)
        return -tf.reduce_mean(tf.math.log(clipped if label else 1 - clipped))

    def logits(answer, label):
        return tf.reduce_mean(tf.nn.softplus(-answer if label else answer))

    return {"bceTf": tf_style, "bceKeras": keras_style, "bceLogits": logits}[loss]


class Game:
    def __init__(self, net, mode, arrays):
        self.iteration = net["iteration"]
        self.training = self.iteration["training"]
        self.judge = judge(self.training["loss"])
        batch, twice = self.training["batchSize"], self.training["r1Gamma"] > 0
        self.g = build(net["generator"], batch, arrays, False)
        self.d = build(net["discriminator"], batch, arrays, twice)
        self.make_optimizers()
        self.latent_shape = [batch, *net["generator"]["input"]]
        order = {"torch": self.torch_step, "keras": self.keras_step, "mohr": self.mohr_step}
        self.compiled = tf.function(order[self.training["stepOrder"]], jit_compile=mode == "xla")

    def make_optimizers(self):
        rate, g_rate = (self.iteration[player]["learningRate"] for player in ("discriminator", "generator"))
        d, g = self.d.trainable_variables, self.g.trainable_variables
        if self.iteration["optimizer"]["shared"]:
            self.d_optimizer = self.g_optimizer = self.optimizer(d + g, rate)
        else:
            self.d_optimizer, self.g_optimizer = self.optimizer(d, rate), self.optimizer(g, g_rate)

    def optimizer(self, weights, rate):
        rule = self.iteration["optimizer"]
        if rule["kind"] == "adam":
            made = keras.optimizers.Adam(rate, rule["beta1"], rule["beta2"], rule["epsilon"])
        else:
            made = keras.optimizers.RMSprop(rate, rule["decay"], epsilon=rule["epsilon"])
        made.build(weights)
        if rule["kind"] == "rmsProp":
            for slot in made._velocities:
                slot.assign(tf.ones_like(slot))  # TensorFlow 1's first slots
        return made

    def lots(self):
        noise = self.iteration["generator"]["latentNoise"]
        return (tf.random.normal if noise == "N01" else tf.random.uniform)(self.latent_shape)

    def real(self, images):
        factor, shift = scale(self.iteration["data"]["scaling"])
        return tf.cast(images, tf.float32) * factor + shift

    def step(self, images, latents, step):
        losses = self.compiled(tf.constant(images), tf.convert_to_tensor(latents), with_r1(self.training, step))
        return [float(loss) for loss in losses]

    def learn(self, tape, loss, model, optimizer):
        weights = model.trainable_variables
        gradients = tape.gradient(loss, weights)
        if self.training["l2"] > 0:  # half squares times the rate: its gradient is the rate times the weight
            gradients = [g + self.training["l2"] * w for g, w in zip(gradients, weights)]
        optimizer.apply_gradients(zip(gradients, weights))

    def penalty(self, x):
        """R1 and D's answers to the reals from one pass."""
        with tf.GradientTape() as tape:
            tape.watch(x)
            answer = self.d(x, training=True)
            total = tf.reduce_sum(answer)
        slope = tape.gradient(total, x)
        squares = tf.reduce_sum(tf.square(slope)) / self.training["batchSize"]
        return answer, self.training["r1Interval"] * self.training["r1Gamma"] / 2 * squares

    def torch_step(self, images, z, penalised):
        x = self.real(images)
        with tf.GradientTape() as g_tape:
            fakes = self.g(z, training=True)
            with tf.GradientTape() as d_tape:
                real, extra = self.penalty(x) if penalised else (self.d(x, training=True), 0.0)
                fake = self.d(tf.stop_gradient(fakes), training=True)
                loss = self.judge(real, 1) + self.judge(fake, 0)
                total = loss + extra
            self.learn(d_tape, total, self.d, self.d_optimizer)
            g_loss = self.judge(self.d(fakes, training=True), 1)
        self.learn(g_tape, g_loss, self.g, self.g_optimizer)
        return loss, g_loss

    def keras_step(self, images, z, penalised):
        losses = []
        for pictures, label in ((self.real(images), 1), (self.g(z, training=False), 0)):
            with tf.GradientTape() as tape:
                loss = self.judge(self.d(pictures, training=True), label)
            self.learn(tape, loss, self.d, self.d_optimizer)
            losses.append(loss)
        with tf.GradientTape() as tape:
            g_loss = self.judge(self.d(self.g(z, training=True), training=True), 1)
        self.learn(tape, g_loss, self.g, self.g_optimizer)
        return (losses[0] + losses[1]) / 2, g_loss

    def mohr_step(self, images, z, penalised):
        """Evaluation, gate, D, G: the evaluation's passes serve D's update too."""
        x, gate = self.real(images), self.training["gate"]
        with tf.GradientTape() as g_tape:
            fakes = self.g(z, training=True)
            with tf.GradientTape() as d_tape:
                answer = self.d(tf.stop_gradient(fakes), training=True)
                d_loss = 0.5 * (self.judge(self.d(x, training=True), 1) + self.judge(answer, 0))
            g_loss = self.judge(answer, 1)
            if not d_loss * gate["discriminator"] < g_loss:
                self.learn(d_tape, d_loss, self.d, self.d_optimizer)
        self.update_generator(g_tape, fakes, d_loss, g_loss)
        return d_loss, g_loss

    def update_generator(self, tape, fakes, d_loss, g_loss):
        """G's gradient through a fresh pass of D, chained by hand to the one pass of G."""
        if not g_loss * self.training["gate"]["generator"] < d_loss:
            with tf.GradientTape() as d_tape:
                d_tape.watch(fakes)
                loss = self.judge(self.d(fakes, training=True), 1)
            weights = self.g.trainable_variables
            gradients = tape.gradient(fakes, weights, output_gradients=d_tape.gradient(loss, fakes))
            gradients = [g + self.training["l2"] * w for g, w in zip(gradients, weights)]
            self.g_optimizer.apply_gradients(zip(gradients, weights))


serve(Game, {"keras": keras.__version__, "tensorflow": tf.__version__})
