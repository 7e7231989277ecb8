package lockstep.kernels.map;

import lockstep.kernels.access.Floats;

/// What [BinaryMap] computes, one element at a time: the specification.
public final class BinaryReference {

  private BinaryReference() {}

  /// {@return the function of two numbers}
  public static float apply(Binary function, float a, float b) {
    return switch (function) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case POWER -> Power.power(a, b);
      case MAXIMUM -> a > b || Float.isNaN(a) ? a : b;
      case MINIMUM -> a < b || Float.isNaN(a) ? a : b;
      case EQUAL -> a == b ? 1 : 0;
      case NOT_EQUAL -> a != b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_EQUAL -> a <= b ? 1 : 0;
      case GREATER -> a > b ? 1 : 0;
      case GREATER_EQUAL -> a >= b ? 1 : 0;
    };
  }

  /// As [BinaryMap#run], with operands of these sizes.
  public static void apply(Binary function, int[] aSizes, int[] bSizes, long a, long b, long out) {
    int[] sizes = BroadcastShape.of(aSizes, bSizes).result();
    long count = 1;
    for (int size : sizes) {
      count *= size;
    }
    for (long i = 0; i < count; i++) {
      float x = Floats.get(a + element(aSizes, sizes, i) * Float.BYTES);
      float y = Floats.get(b + element(bSizes, sizes, i) * Float.BYTES);
      Floats.set(out + i * Float.BYTES, apply(function, x, y));
    }
  }

  /// The element of an operand that meets element `index` of the result.
  static long element(int[] operand, int[] result, long index) {
    long rest = index;
    long stride = 1;
    long element = 0;
    for (int axis = 1; axis <= operand.length; axis++) {
      int size = operand[operand.length - axis];
      long coordinate = rest % result[result.length - axis];
      rest /= result[result.length - axis];
      element += size == 1 ? 0 : coordinate * stride;
      stride *= size;
    }
    return element;
  }
}
