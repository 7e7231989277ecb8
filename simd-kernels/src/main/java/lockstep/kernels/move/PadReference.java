package lockstep.kernels.move;

import lockstep.kernels.access.Floats;

/// What [Pad] and [PadGradient] compute, element by element.
public final class PadReference {

  private PadReference() {}

  /// As [Pad#run].
  public static void run(PadShape shape, float value, long in, long out) {
    for (long i = 0; i < shape.outputSize(); i++) {
      long source = source(shape, i);
      int word = source < 0 ? Float.floatToRawIntBits(value) : Words.get(in + Sizes.bytes(source));
      Words.set(out + Sizes.bytes(i), word);
    }
  }

  /// As [PadGradient#run].
  public static void gradient(PadShape shape, long gradient, long out) {
    for (long i = 0; i < shape.inputSize(); i++) {
      Floats.set(out + Sizes.bytes(i), 0);
    }
    for (long i = 0; i < shape.outputSize(); i++) {
      long source = source(shape, i);
      if (source >= 0) {
        long at = out + Sizes.bytes(source);
        Floats.set(at, Floats.get(at) + Floats.get(gradient + Sizes.bytes(i)));
      }
    }
  }

  /// The element that stands at a place of the padded tensor, or −1.
  private static long source(PadShape shape, long place) {
    int[] index = new int[shape.sizes.length];
    Sizes.index(place, shape.outSizes(), index);
    for (int axis = 0; axis < index.length; axis++) {
      index[axis] = shape.mode.source(index[axis] - shape.before[axis], shape.sizes[axis]);
      if (index[axis] < 0) {
        return -1;
      }
    }
    return Sizes.number(index, shape.sizes);
  }
}
