package lockstep.kernels.move;

/// What [Broadcast] computes, element by element.
public final class BroadcastReference {

  private BroadcastReference() {}

  /// As [Broadcast#run], for both kinds: index i of an axis reads index i modulo its size.
  public static void run(int[] from, int[] to, long in, long out) {
    int[] index = new int[from.length];
    for (long i = 0; i < Sizes.product(to); i++) {
      Sizes.index(i, to, index);
      for (int axis = 0; axis < from.length; axis++) {
        index[axis] %= from[axis];
      }
      Words.copy(in + Sizes.bytes(Sizes.number(index, from)), out + Sizes.bytes(i));
    }
  }
}
