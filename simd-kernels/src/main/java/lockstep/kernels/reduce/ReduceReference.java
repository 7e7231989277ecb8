package lockstep.kernels.reduce;

/// What [Reduce] computes, one element at a time: the specification.
public final class ReduceReference {

  private ReduceReference() {}

  /// As [Reduce#run], with the same promises.
  public static void reduce(
      Reduction reduction, ReduceShape shape, long in, long out, long scratch) {
    Reduce.of(reduction, shape).reference(in, out, scratch);
  }
}
