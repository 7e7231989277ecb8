package lockstep.kernels.recurrent;

import java.lang.foreign.Arena;

/// What [GruSequence] and [GruSequenceGradient] compute, by plain loops around [GruStepReference].
public final class GruSequenceReference {

  private GruSequenceReference() {}

  /// As [GruSequence#run].
  public static void run(
      SequenceShape shape,
      long x,
      long lengths,
      long initial,
      GruWeights weights,
      long y,
      long last,
      long saved) {
    int rows = shape.rows();
    int batch = shape.batch();
    int features = shape.features();
    int hidden = shape.hidden();
    int width = GruSequence.GATES * hidden;
    try (Arena arena = Arena.ofConfined()) {
      long inputs = ProductReference.floats(arena, rows * width);
      long products = ProductReference.floats(arena, batch * width);
      long in = x;
      long states = y;
      if (shape.batchFirst()) {
        in = ProductReference.timeFirst(arena, shape, features, x);
        states = ProductReference.floats(arena, rows * hidden);
      }
      ProductReference.run(rows, width, features, false, false, in, weights.input(), false, inputs);
      for (int number = 0; number < shape.time(); number++) {
        int place = shape.place(number);
        long before = shape.before(states, initial, number);
        ProductReference.run(
            batch, width, hidden, false, false, before, weights.recurrent(), false, products);
        GruStepReference.run(
            shape.step(),
            place,
            lengths,
            shape.at(inputs, place, width),
            products,
            weights.bias(),
            weights.recurrentBias(),
            before,
            shape.at(states, place, hidden),
            shape.at(saved, place, (GruSequence.GATES + 1) * hidden));
      }
      ProductReference.copy(batch * hidden, shape.before(states, initial, shape.time()), last);
      if (shape.batchFirst()) {
        ProductReference.interchange(shape.time(), batch, hidden, states, y);
      }
    }
  }

  /// As [GruSequenceGradient#run].
  public static void gradient(
      SequenceShape shape,
      long dy,
      long dLast,
      long x,
      long lengths,
      long initial,
      GruWeights weights,
      long y,
      long saved,
      long dx,
      long dInitial,
      GruWeights dWeights) {
    int rows = shape.rows();
    int batch = shape.batch();
    int features = shape.features();
    int hidden = shape.hidden();
    int width = GruSequence.GATES * hidden;
    try (Arena arena = Arena.ofConfined()) {
      boolean copied = shape.batchFirst();
      long in = copied ? ProductReference.timeFirst(arena, shape, features, x) : x;
      long states = copied ? ProductReference.timeFirst(arena, shape, hidden, y) : y;
      long dStates = copied ? ProductReference.timeFirst(arena, shape, hidden, dy) : dy;
      long dGates = ProductReference.floats(arena, rows * width);
      long dRecurrent = ProductReference.floats(arena, rows * width);
      ProductReference.copy(batch * hidden, dLast, dInitial);
      for (int number = shape.time() - 1; number >= 0; number--) {
        int place = shape.place(number);
        GruStepReference.gradient(
            shape.step(),
            place,
            lengths,
            shape.at(dStates, place, hidden),
            dInitial,
            shape.at(saved, place, (GruSequence.GATES + 1) * hidden),
            shape.before(states, initial, number),
            shape.at(dGates, place, width),
            shape.at(dRecurrent, place, width),
            dInitial);
        ProductReference.run(
            batch,
            hidden,
            width,
            false,
            true,
            shape.at(dRecurrent, place, width),
            weights.recurrent(),
            true,
            dInitial);
      }
      ProductReference.run(features, width, rows, true, false, in, dGates, false, dWeights.input());
      ProductReference.recurrentWeight(
          shape, width, states, initial, dRecurrent, dWeights.recurrent());
      ProductReference.columns(rows, width, dGates, dWeights.bias());
      ProductReference.columns(rows, width, dRecurrent, dWeights.recurrentBias());
      if (dx != 0) {
        long out = copied ? in : dx;
        ProductReference.run(
            rows, features, width, false, true, dGates, weights.input(), false, out);
        if (copied) {
          ProductReference.interchange(shape.time(), batch, features, out, dx);
        }
      }
    }
  }
}
