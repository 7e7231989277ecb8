package lockstep.kernels.map;

import lockstep.kernels.access.Floats;

/// What [Select] computes, one element at a time: the specification.
public final class SelectReference {

  private SelectReference() {}

  /// As [Select#run], with operands of these sizes.
  public static void select(
      int[] conditionSizes, int[] aSizes, int[] bSizes, long condition, long a, long b, long out) {
    var shape = BroadcastShape.of(conditionSizes, aSizes, bSizes);
    int[] sizes = shape.result();
    for (long i = 0; i < shape.count(); i++) {
      long c = condition + BinaryReference.element(conditionSizes, sizes, i) * Float.BYTES;
      long from =
          Floats.get(c) != 0
              ? a + BinaryReference.element(aSizes, sizes, i) * Float.BYTES
              : b + BinaryReference.element(bSizes, sizes, i) * Float.BYTES;
      Floats.set(out + i * Float.BYTES, Floats.get(from));
    }
  }
}
