package lockstep.kernels.recurrent;

import java.lang.foreign.Arena;

/// What [RnnSequence] and [RnnSequenceGradient] compute, by plain loops around [RnnStepReference].
public final class RnnSequenceReference {

  private RnnSequenceReference() {}

  /// As [RnnSequence#run].
  public static void run(
      SequenceShape shape,
      Activation activation,
      long x,
      long lengths,
      long initial,
      RnnWeights weights,
      long y,
      long last) {
    int rows = shape.rows();
    int batch = shape.batch();
    int features = shape.features();
    int hidden = shape.hidden();
    try (Arena arena = Arena.ofConfined()) {
      long products = ProductReference.floats(arena, rows * hidden);
      long in = x;
      long states = y;
      if (shape.batchFirst()) {
        in = ProductReference.timeFirst(arena, shape, features, x);
        states = ProductReference.floats(arena, rows * hidden);
      }
      ProductReference.run(
          rows, hidden, features, false, false, in, weights.input(), false, products);
      for (int number = 0; number < shape.time(); number++) {
        int place = shape.place(number);
        long pre = shape.at(products, place, hidden);
        long before = shape.before(states, initial, number);
        ProductReference.run(
            batch, hidden, hidden, false, false, before, weights.recurrent(), true, pre);
        RnnStepReference.run(
            shape.step(),
            activation,
            place,
            lengths,
            pre,
            0,
            weights.bias(),
            before,
            shape.at(states, place, hidden));
      }
      ProductReference.copy(batch * hidden, shape.before(states, initial, shape.time()), last);
      if (shape.batchFirst()) {
        ProductReference.interchange(shape.time(), batch, hidden, states, y);
      }
    }
  }

  /// As [RnnSequenceGradient#run].
  public static void gradient(
      SequenceShape shape,
      Activation activation,
      long dy,
      long dLast,
      long x,
      long lengths,
      long initial,
      RnnWeights weights,
      long y,
      long dx,
      long dInitial,
      RnnWeights dWeights) {
    int rows = shape.rows();
    int batch = shape.batch();
    int features = shape.features();
    int hidden = shape.hidden();
    try (Arena arena = Arena.ofConfined()) {
      boolean copied = shape.batchFirst();
      long in = copied ? ProductReference.timeFirst(arena, shape, features, x) : x;
      long states = copied ? ProductReference.timeFirst(arena, shape, hidden, y) : y;
      long dStates = copied ? ProductReference.timeFirst(arena, shape, hidden, dy) : dy;
      long dPre = ProductReference.floats(arena, rows * hidden);
      ProductReference.copy(batch * hidden, dLast, dInitial);
      for (int number = shape.time() - 1; number >= 0; number--) {
        int place = shape.place(number);
        RnnStepReference.gradient(
            shape.step(),
            activation,
            place,
            lengths,
            shape.at(dStates, place, hidden),
            dInitial,
            shape.at(states, place, hidden),
            shape.at(dPre, place, hidden),
            dInitial);
        ProductReference.run(
            batch,
            hidden,
            hidden,
            false,
            true,
            shape.at(dPre, place, hidden),
            weights.recurrent(),
            true,
            dInitial);
      }
      ProductReference.run(features, hidden, rows, true, false, in, dPre, false, dWeights.input());
      ProductReference.recurrentWeight(shape, hidden, states, initial, dPre, dWeights.recurrent());
      ProductReference.columns(rows, hidden, dPre, dWeights.bias());
      if (dx != 0) {
        long out = copied ? in : dx;
        ProductReference.run(
            rows, features, hidden, false, true, dPre, weights.input(), false, out);
        if (copied) {
          ProductReference.interchange(shape.time(), batch, features, out, dx);
        }
      }
    }
  }
}
