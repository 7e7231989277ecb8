package lockstep.nn.graph;

import java.util.List;
import lockstep.kernels.pool.Pooling;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link PoolOp}.
final class PoolShapes {

  private PoolShapes() {}

  static List<Type> outputs(PoolOp op, Inputs in) {
    in.expectRank(0, 4, "images [N, H, W, C]");
    in.expectFloats(0, "images");
    return switch (op) {
      case PoolOp.MaxPool(var window) -> {
        in.expectCount(1);
        Shape pooled = pooled(window, in.shape(0), in);
        yield List.of(Type.floats(pooled), new Type(lockstep.nn.tensor.DType.INT32, pooled, true));
      }
      case PoolOp.AveragePool(var window) -> {
        in.expectCount(1);
        yield List.of(Type.floats(pooled(window, in.shape(0), in)));
      }
      case PoolOp.MaxPoolGradient(var window, var height, var width) -> {
        in.expectCount(2);
        Shape images = images(window, height, width, in);
        in.expectShape(1, in.shape(0), "indices");
        in.expectInts(1, "indices");
        yield List.of(Type.floats(images));
      }
      case PoolOp.AveragePoolGradient(var window, var height, var width) -> {
        in.expectCount(1);
        yield List.of(Type.floats(images(window, height, width, in)));
      }
    };
  }

  private static Shape pooled(PoolWindow window, Shape images, Inputs in) {
    Pooling pooling =
        in.fit(() -> window.over(images.size(0), images.size(1), images.size(2), images.size(3)));
    return images.with(1, pooling.outHeight()).with(2, pooling.outWidth());
  }

  private static Shape images(PoolWindow window, int height, int width, Inputs in) {
    Shape images = in.shape(0).with(1, height).with(2, width);
    in.expectShape(0, pooled(window, images, in), "the pooled images' gradient");
    return images;
  }
}
