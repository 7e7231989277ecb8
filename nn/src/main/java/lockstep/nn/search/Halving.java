package lockstep.nn.search;

import java.util.List;
import java.util.stream.IntStream;

/// Which trials get more: of those with the same budget the best part goes on, with more. It is
/// decided whenever a trial ends, without waiting for others: asynchronous successive halving, as
/// Li and others described it ("A System for Massively Parallel Hyperparameter Tuning", 2020).
///
/// @param least the budget of every trial
/// @param most the budget of those that are never stopped
/// @param factor one in so many goes on, with so many times the budget
public record Halving(int least, int most, int factor) {

  /// Checks the numbers.
  public Halving {
    if (least < 1 || most < least || factor < 2) {
      throw new IllegalArgumentException(
          "Halving: expected 1 ≤ least ≤ most and a factor of 2 or more, got "
              + least
              + ", "
              + most
              + " and "
              + factor
              + ".");
    }
  }

  /// {@return the same budget for all}
  public static Halving none(int budget) {
    return new Halving(budget, budget, 2);
  }

  /// {@return the budgets, from the least to the most}
  public List<Integer> budgets() {
    int steps = 1;
    for (long budget = least; budget < most; budget *= factor) {
      steps++;
    }
    return IntStream.range(0, steps)
        .mapToObj(i -> (int) Math.min(most, least * (long) StrictMath.pow(factor, i)))
        .toList();
  }
}
