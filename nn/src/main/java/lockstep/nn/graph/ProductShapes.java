package lockstep.nn.graph;

import java.util.List;
import lockstep.kernels.conv.ConvShape;
import lockstep.kernels.gemm.Epilogue;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link ProductOp}.
final class ProductShapes {

  private static final String IMAGES = "images [N, H, W, C]";

  private ProductShapes() {}

  static List<Type> outputs(ProductOp op, Inputs in) {
    in.expectFloatsBut(-1);
    return switch (op) {
      case ProductOp.MatMul(var transA, var transB, var epilogue) ->
          List.of(Type.floats(matMul(transA, transB, epilogue, in)));
      case ProductOp.Conv2d(var window, var epilogue) -> {
        in.expectRank(0, 4, IMAGES);
        in.expectRank(1, 4, "weights [height, width, C / groups, K]");
        Shape result = forward(window, in.shape(0), in.shape(1).size(3), in);
        expectWeights(window, in, 1, in.shape(0).size(3), in.shape(1).size(3));
        expectEpilogue(epilogue, in, result);
        yield List.of(Type.floats(result));
      }
      case ProductOp.ConvTranspose(var window, var height, var width, var epilogue) -> {
        in.expectRank(0, 4, IMAGES);
        in.expectRank(1, 4, "weights [height, width, C / groups, K]");
        int channels = in.shape(1).size(2) * window.groups();
        Shape result = in.shape(0).with(1, height).with(2, width).with(3, channels);
        in.expectShape(
            0, forward(window, result, in.shape(1).size(3), in), "the result of the convolution");
        expectWeights(window, in, 1, channels, in.shape(1).size(3));
        expectEpilogue(epilogue, in, result);
        yield List.of(Type.floats(result));
      }
      case ProductOp.ConvWeightGradient(var window, var bias) -> {
        in.expectCount(2);
        in.expectRank(0, 4, IMAGES);
        in.expectRank(1, 4, IMAGES);
        int channels = in.shape(1).size(3);
        in.expectShape(1, forward(window, in.shape(0), channels, in), "dy");
        Type weights =
            Type.floats(
                Shape.of(
                    window.height(),
                    window.width(),
                    in.shape(0).size(3) / window.groups(),
                    channels));
        yield bias == Epilogue.Bias.NONE
            ? List.of(weights)
            : List.of(weights, Type.floats(Shape.of(channels)));
      }
    };
  }

  private static Shape matMul(boolean transA, boolean transB, Epilogue epilogue, Inputs in) {
    Shape a = in.shape(0);
    Shape b = in.shape(1);
    in.expect(
        a.rank() >= 2 && b.rank() >= 2, "two matrices", "Reshape a vector to [1, n] or [n, 1].");
    int row = transA ? -1 : -2;
    int inner = transA ? -2 : -1;
    int column = transB ? -2 : -1;
    int otherInner = transB ? -1 : -2;
    in.expect(
        a.sameAxis(inner, b, otherInner),
        "the same inner size, " + axisText(a, inner),
        "A"
            + (transA ? "ᵀ" : "")
            + " has as many columns as B"
            + (transB ? "ᵀ" : "")
            + " has rows.");
    boolean sameLeading = a.rank() == b.rank();
    for (int axis = 0; sameLeading && axis < a.rank() - 2; axis++) {
      sameLeading = a.sameAxis(axis, b, axis);
    }
    in.expect(
        b.rank() == 2 || sameLeading,
        "a B of two axes, or with the leading axes of A",
        "Broadcast it to them.");
    Shape result =
        a.withAxisOf(-2, a, row).rank() == 2
            ? product(a, row, b, column)
            : leading(a, row, b, column);
    expectEpilogue(epilogue, in, result);
    return result;
  }

  private static Shape product(Shape a, int row, Shape b, int column) {
    return Shape.of(0, 0).withAxisOf(0, a, row).withAxisOf(1, b, column);
  }

  private static Shape leading(Shape a, int row, Shape b, int column) {
    Shape result = Shape.of(new int[a.rank()]);
    for (int axis = 0; axis < a.rank() - 2; axis++) {
      result = result.withAxisOf(axis, a, axis);
    }
    return result.withAxisOf(-2, a, row).withAxisOf(-1, b, column);
  }

  private static String axisText(Shape shape, int axis) {
    return shape.size(axis) + (shape.isBatch(axis) ? "·N" : "");
  }

  private static Shape forward(ConvWindow window, Shape images, int outChannels, Inputs in) {
    ConvShape shape = in.fit(() -> window.over(images, outChannels));
    return images.with(1, shape.outHeight()).with(2, shape.outWidth()).with(3, outChannels);
  }

  private static void expectWeights(
      ConvWindow window, Inputs in, int index, int channels, int outChannels) {
    in.expect(
        in.shape(index)
            .equals(
                Shape.of(window.height(), window.width(), channels / window.groups(), outChannels)),
        "weights ["
            + window.height()
            + ", "
            + window.width()
            + ", "
            + channels / window.groups()
            + ", K] for images of "
            + channels
            + " channels in "
            + window.groups()
            + (window.groups() == 1 ? " group" : " groups"),
        "Give the layer the channels that it gets.");
  }

  private static void expectEpilogue(Epilogue epilogue, Inputs in, Shape result) {
    int next = 2;
    switch (epilogue.bias()) {
      case NONE -> {}
      case PER_COLUMN ->
          in.expectShape(next++, Shape.of(0).withAxisOf(0, result, -1), "a bias per column");
      case PER_ROW ->
          in.expectShape(next++, Shape.of(0).withAxisOf(0, result, -2), "a bias per row");
    }
    if (epilogue.residual() == Epilogue.Residual.ADD) {
      in.expectShape(next++, result, "a residual");
    }
    in.expectCount(next);
  }
}
