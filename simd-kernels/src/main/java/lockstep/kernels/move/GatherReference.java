package lockstep.kernels.move;

import lockstep.kernels.access.Floats;

/// What [Gather] and [ScatterAdd] compute, element by element.
public final class GatherReference {

  private GatherReference() {}

  /// As [Gather#run].
  public static void run(GatherShape shape, long table, long indices, long out) {
    for (int o = 0; o < shape.outer(); o++) {
      for (int j = 0; j < shape.count(); j++) {
        for (int i = 0; i < shape.inner(); i++) {
          Words.copy(
              table + element(shape, o, shape.rows(), Indices.at(indices, j), i),
              out + element(shape, o, shape.count(), j, i));
        }
      }
    }
  }

  /// As [ScatterAdd#run].
  public static void scatterAdd(GatherShape shape, long in, long indices, long out) {
    for (int o = 0; o < shape.outer(); o++) {
      for (int j = 0; j < shape.count(); j++) {
        for (int i = 0; i < shape.inner(); i++) {
          long to = out + element(shape, o, shape.rows(), Indices.at(indices, j), i);
          float added = Floats.get(in + element(shape, o, shape.count(), j, i));
          Floats.set(to, Floats.get(to) + added);
        }
      }
    }
  }

  private static long element(GatherShape shape, int outer, int rows, int row, int column) {
    return Sizes.bytes(((long) outer * rows + row) * shape.inner() + column);
  }
}
