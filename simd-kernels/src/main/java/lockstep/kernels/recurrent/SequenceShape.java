package lockstep.kernels.recurrent;

/// The shape of a recurrent layer over whole sequences.
///
/// @param time steps
/// @param batch rows
/// @param features of the input
/// @param hidden features of the state, and of the output
/// @param direction the order of the steps
/// @param order the first axis of input and output
public record SequenceShape(
    int time, int batch, int features, int hidden, Direction direction, Order order) {

  /// Checks the sizes.
  public SequenceShape {
    StepShape.requireSize("time", time);
    StepShape.requireSize("batch", batch);
    StepShape.requireSize("features", features);
    StepShape.requireSize("hidden", hidden);
    if ((long) time * batch > Integer.MAX_VALUE || hidden > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException(
          "time · batch: expected less than 2³¹ rows of less than 2²⁹ features, got "
              + (long) time * batch
              + " of "
              + hidden
              + ". Cut the sequences.");
    }
  }

  /// The shape of a step.
  StepShape step() {
    return new StepShape(batch, hidden);
  }

  /// Rows of all steps.
  int rows() {
    return time * batch;
  }

  /// The place of the step that is read as number `number`.
  int place(int number) {
    return switch (direction) {
      case FORWARD -> number;
      case REVERSE -> time - 1 - number;
    };
  }

  /// Whether the operands must be brought to the order that the kernels compute in.
  boolean batchFirst() {
    return order == Order.BATCH_FIRST;
  }

  /// The bytes of a tensor of `width` features for each row, up to whole cache lines.
  static long bytes(long rows, long width) {
    return aligned(rows * width * Float.BYTES);
  }

  /// So many bytes, up to whole cache lines.
  static long aligned(long bytes) {
    return (bytes + 63) / 64 * 64;
  }

  /// The bytes of the copies of input and output in the order that the kernels compute in.
  long copyBytes(boolean ofOutput) {
    return batchFirst() ? bytes(rows(), features) + (ofOutput ? bytes(rows(), hidden) : 0) : 0;
  }

  /// Where step `place` of a tensor of `width` features begins.
  long at(long address, int place, int width) {
    return address + (long) place * batch * width * Float.BYTES;
  }

  /// Where the state before step `place`, number `number`, is: in the states of all steps, or at
  /// the start.
  long before(long states, long initial, int number) {
    return number == 0 ? initial : at(states, place(number - 1), hidden);
  }
}
