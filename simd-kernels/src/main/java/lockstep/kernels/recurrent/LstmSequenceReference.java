package lockstep.kernels.recurrent;

import java.lang.foreign.Arena;

/// What [LstmSequence] and [LstmSequenceGradient] compute, by plain loops around
/// [LstmStepReference].
public final class LstmSequenceReference {

  private LstmSequenceReference() {}

  /// As [LstmSequence#run].
  public static void run(
      SequenceShape shape,
      long x,
      long lengths,
      State initial,
      LstmWeights weights,
      long y,
      State last,
      long saved) {
    int rows = shape.rows();
    int batch = shape.batch();
    int features = shape.features();
    int hidden = shape.hidden();
    int width = LstmSequence.GATES * hidden;
    long cells = LstmSequence.cells(shape, saved);
    try (Arena arena = Arena.ofConfined()) {
      long in = x;
      long states = y;
      if (shape.batchFirst()) {
        in = ProductReference.timeFirst(arena, shape, features, x);
        states = ProductReference.floats(arena, rows * hidden);
      }
      ProductReference.run(rows, width, features, false, false, in, weights.input(), false, saved);
      for (int number = 0; number < shape.time(); number++) {
        int place = shape.place(number);
        long gates = shape.at(saved, place, width);
        long before = shape.before(states, initial.hidden(), number);
        ProductReference.run(
            batch, width, hidden, false, false, before, weights.recurrent(), true, gates);
        LstmStepReference.run(
            shape.step(),
            place,
            lengths,
            gates,
            0,
            weights.bias(),
            before,
            shape.before(cells, initial.cell(), number),
            shape.at(states, place, hidden),
            shape.at(cells, place, hidden),
            gates);
      }
      ProductReference.copy(
          batch * hidden, shape.before(states, initial.hidden(), shape.time()), last.hidden());
      ProductReference.copy(
          batch * hidden, shape.before(cells, initial.cell(), shape.time()), last.cell());
      if (shape.batchFirst()) {
        ProductReference.interchange(shape.time(), batch, hidden, states, y);
      }
    }
  }

  /// As [LstmSequenceGradient#run].
  public static void gradient(
      SequenceShape shape,
      long dy,
      State dLast,
      long x,
      long lengths,
      State initial,
      LstmWeights weights,
      long y,
      long saved,
      long dx,
      State dInitial,
      LstmWeights dWeights) {
    int rows = shape.rows();
    int batch = shape.batch();
    int features = shape.features();
    int hidden = shape.hidden();
    int width = LstmSequence.GATES * hidden;
    long cells = LstmSequence.cells(shape, saved);
    try (Arena arena = Arena.ofConfined()) {
      boolean copied = shape.batchFirst();
      long in = copied ? ProductReference.timeFirst(arena, shape, features, x) : x;
      long states = copied ? ProductReference.timeFirst(arena, shape, hidden, y) : y;
      long dStates = copied ? ProductReference.timeFirst(arena, shape, hidden, dy) : dy;
      long dGates = ProductReference.floats(arena, rows * width);
      ProductReference.copy(batch * hidden, dLast.hidden(), dInitial.hidden());
      ProductReference.copy(batch * hidden, dLast.cell(), dInitial.cell());
      for (int number = shape.time() - 1; number >= 0; number--) {
        int place = shape.place(number);
        LstmStepReference.gradient(
            shape.step(),
            place,
            lengths,
            shape.at(dStates, place, hidden),
            dInitial.hidden(),
            dInitial.cell(),
            shape.at(saved, place, width),
            shape.before(cells, initial.cell(), number),
            shape.at(cells, place, hidden),
            shape.at(dGates, place, width),
            dInitial.hidden(),
            dInitial.cell());
        ProductReference.run(
            batch,
            hidden,
            width,
            false,
            true,
            shape.at(dGates, place, width),
            weights.recurrent(),
            true,
            dInitial.hidden());
      }
      ProductReference.run(features, width, rows, true, false, in, dGates, false, dWeights.input());
      ProductReference.recurrentWeight(
          shape, width, states, initial.hidden(), dGates, dWeights.recurrent());
      ProductReference.columns(rows, width, dGates, dWeights.bias());
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
