import { engine, keep, type Scalar, type Tensor, zerosLike } from "@tensorflow/tfjs-core";
import type { Tensors } from "./step.js";

/** What a loss function gives: the number to minimise and anything else worth keeping. */
export interface Loss<Aux extends Tensors> {
  readonly total: Scalar;
  readonly aux: Aux;
}

/** The result of `gradients`. */
export interface LossGradients<Aux extends Tensors> extends Loss<Aux> {
  readonly gradients: Tensors;
}

/**
 * Value, by-products and gradients of a loss in one pass, for named tensors. Differentiable
 * again as long as the operations inside are.
 * @returns gradients under the names of `variables`; zeros where the loss does not depend on one.
 */
export function gradients<Aux extends Tensors>(
  variables: Tensors,
  loss: (variables: Tensors) => Loss<Aux>,
): LossGradients<Aux> {
  const names = Object.keys(variables);
  const kept: Record<string, Tensor> = {};
  const forward = (): Scalar => {
    const { total, aux } = loss(variables);
    for (const [name, tensor] of Object.entries(aux)) kept[name] = keep(tensor.clone());
    return total;
  };
  const { value, grads } = engine().gradients(forward, Object.values(variables), undefined, true);
  const aux = Object.fromEntries(
    Object.entries(kept).map(([name, tensor]) => {
      const copy = tensor.clone();
      tensor.dispose();
      return [name, copy];
    }),
  );
  const named = names.map(
    (name, index) => [name, grads[index] ?? zerosLike(variables[name] as Tensor)] as const,
  );
  return { total: value as Scalar, aux: aux as Aux, gradients: Object.fromEntries(named) };
}
