package lockstep.nn.inspect;

import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.data.Draw;
import lockstep.nn.data.Numbers;
import lockstep.nn.gradient.Gradient;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Lengths;
import lockstep.nn.plan.Planner;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// What of an input an answer depends on: its gradient with respect to each number of the input.
///
/// The gradient of a single input is noisy where functions have corners. The mean over copies with
/// a little noise is clearer: SmoothGrad, of Smilkov and others, 2017.
///
/// {@snippet :
/// Numbers gradient = Saliency.of(model).gradient(input, 7, Saliency.Noise.usual());
/// }
public final class Saliency {

  private static final String GRADIENT = "gradient";
  private static final String WEIGHTS = "output_weights";
  private static final int AT_ONCE = 8;

  /// The copies of an input.
  ///
  /// @param copies how many
  /// @param share the deviation of their noise, as a share of the difference between the largest
  ///   and the smallest number of the input
  /// @param seed what the noise depends on
  public record Noise(int copies, double share, long seed) {

    /// Checks the numbers.
    public Noise {
      if (copies < 1 || !(share >= 0)) {
        throw new IllegalArgumentException(
            "noise: expected 1 copy or more and a share of 0 or more, got "
                + copies
                + " and "
                + share
                + ".");
      }
    }

    /// {@return the input as it is}
    public static Noise none() {
      return new Noise(1, 0, 0);
    }

    /// {@return 32 copies with a noise of 15 %}
    public static Noise usual() {
      return new Noise(32, 0.15, 1);
    }
  }

  private final Model model;
  private final int outputs;
  private final GraphBuilder g;

  private Saliency(Model model) {
    this.model = model;
    g = new GraphBuilder(Mode.INFER, model.seed());
    Value x = g.input(Model.INPUT, model.dtype(), Shape.batch(model.example().sizes()));
    Value said = model.network().lower(g, x);
    if (said.shape().rank() != 2 || model.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "saliency: expected a model from numbers to one answer [N, outputs], this one says "
              + said.shape()
              + " of "
              + model.dtype()
              + model.example()
              + ". There is nothing to draw.");
    }
    outputs = said.shape().size(1);
    Value weights = g.input(WEIGHTS, DType.FLOAT32, Shape.batch(outputs));
    Value chosen = g.sum(g.multiply(said, weights));
    g.output(GRADIENT, Gradient.of(g, chosen, List.of(x)).values().iterator().next());
  }

  /// {@return what asks that of a model}
  ///
  /// @throws IllegalArgumentException if it sees tokens, or gives no single answer
  public static Saliency of(Model model) {
    return new Saliency(model);
  }

  /// {@return the gradient of an output with respect to the input, in the input's shape}
  ///
  /// @param output which; of a classifier the class
  /// @throws IllegalArgumentException if the input is of another shape, or there is no such output
  public Numbers gradient(Numbers input, int output, Noise noise) {
    if (!input.shape().equals(model.example()) || output < 0 || output >= outputs) {
      throw new IllegalArgumentException(
          "saliency: expected an input "
              + model.example()
              + " and an output below "
              + outputs
              + ", got "
              + input.shape()
              + " and "
              + output
              + ".");
    }
    int batch = Math.min(AT_ONCE, noise.copies());
    var plan =
        Planner.plan(Rewrites.apply(g.build(), Mode.INFER), batch, model.parallel().threads());
    var runner = new PlanRunner(plan, model.variables(), model.parallel());
    float[] values = input.values();
    double deviation = noise.share() * range(values);
    double[] sums = new double[values.length];
    float[] copy = new float[values.length];
    Tensor weights = runner.input(WEIGHTS);
    for (int done = 0; done < noise.copies(); done += batch) {
      for (int row = 0; row < batch; row++) {
        var draw = new Draw(noise.seed(), 0, done + row);
        for (int i = 0; i < copy.length; i++) {
          copy[i] = deviation == 0 ? values[i] : (float) (values[i] + deviation * draw.normal());
        }
        runner.input(Model.INPUT).setRow(row, copy);
        if (runner.hasInput(Lengths.INPUT)) {
          runner.input(Lengths.INPUT).set(row, Math.max(1, input.length()));
        }
        // Of the last batch some may be too many.
        weights.set(row * outputs + output, done + row < noise.copies() ? 1 : 0);
      }
      runner.run();
      Tensor gradient = runner.output(GRADIENT);
      for (int i = 0; i < batch * values.length; i++) {
        sums[i % values.length] += gradient.get(i);
      }
    }
    float[] mean = new float[values.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / noise.copies());
    }
    return new Numbers(model.example(), mean);
  }

  private static double range(float[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most > least ? most - least : 0;
  }
}
