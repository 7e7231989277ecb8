package lockstep.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lockstep.nn.graph.Op;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.tensor.Shape;

/// One instance of an operation, with what it is tried on.
///
/// @param op the operation with its settings
/// @param slope what its gradient is
/// @param terms how many numbers its longest sum has: what its rounding errors grow with
/// @param operands what it takes
record OpCase(Op op, Slope slope, int terms, List<Operand> operands) {

  /// The size that batches have in these tests.
  static final int BATCH = 3;

  /// Functions of numbers are right to 5 units in the last place, their slopes to a few more.
  private static final int OF_FUNCTIONS = 16;

  /// What the gradient of an operation is.
  enum Slope {
    /// That of a function: checked by differences.
    SMOOTH,
    /// Zero, as of a step.
    FLAT,
    /// Not made: whole numbers, and what changes variables.
    NONE
  }

  /// Where numbers come from.
  enum Numbers {
    /// Of both signs.
    ANY,
    /// From ½ to 2.
    POSITIVE,
    /// Apart from one another, from 0 and from ±1, and from those of other operands: no step of a
    /// difference crosses a kink or a tie.
    APART
  }

  /// What an operation takes.
  sealed interface Operand {

    /// {@return its sizes}
    Shape shape();
  }

  /// Floats with a gradient.
  record Learnt(Shape shape, Numbers numbers) implements Operand {}

  /// Floats without one.
  record Fixed(Shape shape, Numbers numbers) implements Operand {}

  /// Floats that are 0 or 1, without a gradient.
  record Flags(Shape shape, List<Integer> values) implements Operand {}

  /// Integers; of a batch the values of all its members.
  record Whole(Shape shape, List<Integer> values) implements Operand {}

  /// A variable that the operation changes.
  record State(Shape shape, Numbers numbers) implements Operand {}

  static OpCase of(Op op, Operand... operands) {
    return new OpCase(op, Slope.SMOOTH, OF_FUNCTIONS, List.of(operands));
  }

  OpCase flat() {
    return new OpCase(op, Slope.FLAT, terms, operands);
  }

  OpCase withoutGradient() {
    return new OpCase(op, Slope.NONE, terms, operands);
  }

  OpCase sums(int longest) {
    return new OpCase(op, slope, Math.max(longest, OF_FUNCTIONS), operands);
  }

  static Operand x(int... sizes) {
    return new Learnt(Shape.of(sizes), Numbers.ANY);
  }

  static Operand x(Shape shape) {
    return new Learnt(shape, Numbers.ANY);
  }

  static Operand x(Numbers numbers, int... sizes) {
    return new Learnt(Shape.of(sizes), numbers);
  }

  static Operand fixed(Numbers numbers, int... sizes) {
    return new Fixed(Shape.of(sizes), numbers);
  }

  static Operand state(Numbers numbers, int... sizes) {
    return new State(Shape.of(sizes), numbers);
  }

  static Operand flags(Shape shape, Integer... values) {
    return new Flags(shape, List.of(values));
  }

  static Operand ints(Shape shape, Integer... values) {
    return new Whole(shape, List.of(values));
  }

  /// The number of a step.
  static Operand step(int step) {
    return ints(Shape.scalar(), step);
  }

  /// {@return numbers for operand `index`, which are floats}
  Doubles numbers(int index) {
    Operand operand = operands.get(index);
    var random = new Random(31L * toString().hashCode() + index);
    return switch (operand) {
      case Learnt(var shape, var numbers) -> draw(numbers, shape.at(BATCH), random, index);
      case Fixed(var shape, var numbers) -> draw(numbers, shape.at(BATCH), random, index);
      case State(var shape, var numbers) -> draw(numbers, shape.at(BATCH), random, index);
      case Flags(var shape, var values) -> given(shape.at(BATCH), values);
      case Whole(var shape, var values) -> given(shape.at(BATCH), values);
    };
  }

  private static Doubles given(Shape shape, List<Integer> values) {
    Doubles numbers = Doubles.zeros(shape);
    if (values.size() != numbers.values().length) {
      throw new IllegalArgumentException(
          "case: expected " + shape.count() + " values, got " + values.size() + ".");
    }
    Arrays.setAll(numbers.values(), values::get);
    return numbers;
  }

  private static Doubles draw(Numbers numbers, Shape shape, Random random, int operand) {
    Doubles drawn = Doubles.zeros(shape);
    double[] values = drawn.values();
    switch (numbers) {
      case ANY -> Arrays.setAll(values, _ -> random.nextFloat(-1.5f, 1.5f));
      case POSITIVE -> Arrays.setAll(values, _ -> random.nextFloat(0.5f, 2));
      case APART -> {
        // Odd multiples of 0.05, moved a little for each operand.
        int[] order = IntStream.range(0, values.length).toArray();
        for (int i = values.length - 1; i > 0; i--) {
          int j = random.nextInt(i + 1);
          int swapped = order[i];
          order[i] = order[j];
          order[j] = swapped;
        }
        int middle = values.length / 2;
        Arrays.setAll(values, i -> (float) ((order[i] - middle) * 0.1 + 0.05 + 0.011 * operand));
      }
    }
    return drawn;
  }

  @Override
  public String toString() {
    return op + " of " + operands.stream().map(operand -> operand.shape()).toList();
  }
}
