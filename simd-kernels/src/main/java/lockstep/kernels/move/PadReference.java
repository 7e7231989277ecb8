package lockstep.kernels.move;

/// What [Pad] computes, element by element.
public final class PadReference {

  private PadReference() {}

  /// As [Pad#run].
  public static void run(PadShape shape, float value, long in, long out) {
    int[] outSizes = shape.outSizes();
    int[] index = new int[outSizes.length];
    for (long i = 0; i < shape.outputSize(); i++) {
      Sizes.index(i, outSizes, index);
      boolean inside = true;
      for (int axis = 0; axis < index.length; axis++) {
        index[axis] = shape.mode.source(index[axis] - shape.before[axis], shape.sizes[axis]);
        inside &= index[axis] >= 0;
      }
      int word =
          inside
              ? Words.get(in + Sizes.bytes(Sizes.number(index, shape.sizes)))
              : Float.floatToRawIntBits(value);
      Words.set(out + Sizes.bytes(i), word);
    }
  }
}
