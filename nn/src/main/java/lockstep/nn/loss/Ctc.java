package lockstep.nn.loss;

import java.util.ArrayList;
import java.util.List;
import lockstep.kernels.map.Binary;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.CtcOp;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Lengths;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// For labels of which nobody says at which step they are, as in speech and handwriting:
/// connectionist temporal classification, from logits `[N, T, classes]` of which class 0 is the
/// blank, and targets `[N, longest]` (INT32).
///
/// What a sample costs is `−log P(labels)`, over all ways to say them in its steps, with
/// repetitions joined unless a blank is between; see {@link lockstep.kernels.ctc}. The loss is the
/// mean over the batch of that divided by the number of the sample's labels (by 1 where it has
/// none), as PyTorch's is with `reduction="mean"`.
///
/// In a target only numbers above 0 are labels; 0 and −1 pad it. A label that is no class makes the
/// loss NaN.
///
/// @param longest how many labels a target has at most: the second size of the input {@link
///   Loss#TARGET}
/// @param lengths which steps count; given, a length below 0 is 0 and one above T is T
/// @param impossible what becomes of a sample whose steps are too few for its labels
public record Ctc(int longest, Lengths lengths, Impossible impossible) implements Loss {

  /// What becomes of labels that no path says: one step for each is needed, and one more between
  /// two that are equal.
  public enum Impossible {
    /// They cost infinity: so does the batch, and a step of training stops before its update and
    /// says so.
    INFINITE,
    /// They cost 0 and have no gradient. The mean is over all samples, these too.
    LEFT_OUT
  }

  /// Checks the size.
  public Ctc {
    if (longest < 1) {
      throw new IllegalArgumentException(
          "Ctc.longest: expected 1 label or more, got " + longest + ".");
    }
  }

  /// With sequences as long as the tensor, in which impossible labels cost infinity.
  public Ctc(int longest) {
    this(longest, Lengths.WHOLE, Impossible.INFINITE);
  }

  /// {@return this loss, with a length for each sequence}
  public Ctc withLengths() {
    return new Ctc(longest, Lengths.GIVEN, impossible);
  }

  /// {@return this loss, in which impossible labels cost nothing}
  public Ctc leavingOut() {
    return new Ctc(longest, lengths, Impossible.LEFT_OUT);
  }

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    g.expect(
        prediction.shape().rank() == 3, "Ctc", "logits [N, T, classes]", prediction, "Reshape it.");
    Shape steps = prediction.shape().without(2);
    Value target = g.input(TARGET, DType.INT32, steps.with(1, longest));
    Value logarithms = g.apply(new SoftmaxOp.LogSoftmax(), prediction);
    var operands = new ArrayList<>(List.of(logarithms, target));
    boolean masked =
        switch (lengths) {
          case WHOLE -> false;
          case GIVEN -> operands.add(g.input(Lengths.INPUT, DType.INT32, steps.without(1)));
        };
    Value losses = g.add(new CtcOp.Ctc(masked), operands).output(0);
    Value each = g.divide(losses, labels(g, target, losses.shape()));
    return g.mean(
        switch (impossible) {
          case INFINITE -> each;
          case LEFT_OUT -> finite(g, each);
        });
  }

  /// How many labels each target has, but at least 1.
  private static Value labels(GraphBuilder g, Value target, Shape samples) {
    Value numbers = g.apply(new MapOp.Cast(DType.FLOAT32), target);
    Value ones = g.map(Binary.GREATER, numbers, g.fill(0, Shape.of(1)));
    Value counts = g.reshape(g.reduce(Reduction.SUM, ones, 1), samples);
    return g.map(Binary.MAXIMUM, counts, g.fill(1, Shape.of(1)));
  }

  /// 0 instead of infinity. NaN stays.
  private static Value finite(GraphBuilder g, Value each) {
    Value infinite = g.map(Binary.GREATER, each, g.fill(Float.MAX_VALUE, Shape.of(1)));
    return g.apply(new MapOp.Select(), infinite, g.fill(0, Shape.of(1)), each);
  }
}
