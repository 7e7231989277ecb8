package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link NormOp}.
final class NormShapes {

  private NormShapes() {}

  static List<Type> outputs(NormOp op, Inputs in) {
    in.expectFloatsBut(-1);
    Shape x = in.shape(0);
    in.expect(
        x.rank() >= 2 && !x.isBatch(-1), "at least two axes, the last one features", "Reshape it.");
    Shape rows = rows(x);
    Shape channels = Shape.of(x.size(-1));
    return switch (op) {
      case NormOp.BatchNorm _ -> {
        expectVectors(in, 5, channels, 1);
        yield List.of(Type.floats(x), Type.saved(channels.insert(0, 2)));
      }
      case NormOp.BatchNormInference _ -> {
        expectVectors(in, 5, channels, 1);
        yield List.of(Type.floats(x));
      }
      case NormOp.LayerNorm _ -> {
        expectVectors(in, 3, channels, 1);
        yield List.of(Type.floats(x), Type.saved(rows.insert(0, 2)));
      }
      case NormOp.GroupNorm(var groups, _) -> {
        expectVectors(in, 3, channels, 1);
        in.expect(
            groups > 0 && channels.size(0) % groups == 0,
            "channels that " + groups + " groups divide",
            "Choose another number of groups.");
        yield List.of(Type.floats(x), Type.saved(Shape.of(2, groups, 0).withAxisOf(2, x, 0)));
      }
      case NormOp.RmsNorm _ -> {
        expectVectors(in, 2, channels, 1);
        yield List.of(Type.floats(x), Type.saved(rows));
      }
      case NormOp.BatchNormGradient _, NormOp.LayerNormGradient _, NormOp.GroupNormGradient _ -> {
        expectGradient(in, x, channels);
        yield List.of(Type.floats(x), Type.floats(channels), Type.floats(channels));
      }
      case NormOp.RmsNormGradient _ -> {
        expectGradient(in, x, channels);
        yield List.of(Type.floats(x), Type.floats(channels));
      }
    };
  }

  /// All axes but the last, as one.
  private static Shape rows(Shape x) {
    Shape all = Shape.of(x.product(0, x.rank() - 1));
    return x.hasBatch() ? all.withBatchAxis(0) : all;
  }

  private static void expectVectors(Inputs in, int count, Shape channels, int first) {
    in.expectCount(count);
    for (int i = first; i < count; i++) {
      in.expectShape(i, channels, "one number for each of the last axis,");
    }
  }

  private static void expectGradient(Inputs in, Shape x, Shape channels) {
    in.expectCount(4);
    in.expectShape(1, x, "dy");
    in.expectShape(2, channels, "gamma");
  }
}
