package lockstep.kernels.move;

/// What [Slice] and [SliceGradient] compute, element by element.
public final class SliceReference {

  private SliceReference() {}

  /// As [Slice#run].
  public static void run(SliceShape shape, long in, long out) {
    for (long i = 0; i < shape.outputSize(); i++) {
      Words.copy(in + Sizes.bytes(source(shape, i)), out + Sizes.bytes(i));
    }
  }

  /// As [SliceGradient#run].
  public static void gradient(SliceShape shape, long gradient, long out) {
    for (long i = 0; i < shape.inputSize(); i++) {
      Words.set(out + Sizes.bytes(i), 0);
    }
    for (long i = 0; i < shape.outputSize(); i++) {
      Words.copy(gradient + Sizes.bytes(i), out + Sizes.bytes(source(shape, i)));
    }
  }

  private static long source(SliceShape shape, long number) {
    int[] index = new int[shape.sizes.length];
    Sizes.index(number, shape.counts, index);
    for (int axis = 0; axis < index.length; axis++) {
      index[axis] = shape.starts[axis] + index[axis] * shape.steps[axis];
    }
    return Sizes.number(index, shape.sizes);
  }
}
